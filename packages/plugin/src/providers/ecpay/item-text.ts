import { clipBytes, fullWidth, tidyText } from "../../toolkit/text"

/** Characters that ECPay forbids in names, or that break its unescaped answers: written full-width instead. */
const FORBIDDEN = /["'<>&+#%\\`|^=;$[\]{}]/g

/** Words at which ECPay's firewall drops the whole order (介接注意事項): one full-width letter defuses them. */
const FIREWALL_WORDS =
  /(?<![\p{L}\p{N}])(echo|python|perl|ruby|php|java|cmd|command|wget|curl|bash|sh|zsh|ping|net|netstat|telnet|ssh|ftp|powershell|exec|eval|system|passthru|popen|select|insert|update|delete|drop|union|alert|script|javascript|vbscript|onload|onerror|cat|ls|rm|chmod|chown|kill|sudo|nslookup|whoami|ifconfig|ipconfig|certutil|base64)(?![\p{L}\p{N}])/giu

/** A text as ECPay takes it: no forbidden character, no firewall word, its Chinese untouched. */
export function safeText(text: string, maxBytes: number): string {
  return clipBytes(defuse(tidyText(text)), maxBytes)
}

/** Items joined by `#` as ItemName wants them, at most `maxBytes` (ECPay counts; beyond 400 it cuts and the signature breaks). */
export function itemName(
  items: readonly { title: string; quantity: number }[],
  fallback: string,
  maxBytes = 200,
): string {
  const names = items.map(({ title, quantity }) => `${defuse(tidyText(title))} x ${quantity}`)
  const joined = names.filter((name) => !name.startsWith(" x")).join("#")
  return clipBytes(joined, maxBytes).replace(/#+$/, "") || safeText(fallback, maxBytes)
}

function defuse(text: string): string {
  return text
    .replace(FORBIDDEN, fullWidth)
    .replace(FIREWALL_WORDS, (word) => fullWidth(word.slice(0, 1)) + word.slice(1))
}
