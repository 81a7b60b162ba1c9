import { useEffect, useState } from "react"
import type { Locale } from "../status.js"
import { say } from "../texts.js"

const labels = { idle: "copy", done: "copied", failed: "copyFailed" } as const

/** Copies a text, and says whether it could. */
export function CopyButton({ text, locale, describes }: { text: string; locale: Locale; describes: string }) {
  const [outcome, setOutcome] = useState<keyof typeof labels>("idle")
  useEffect(() => {
    if (outcome === "idle") return
    const timer = setTimeout(() => setOutcome("idle"), 2_500)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async () => setOutcome(await copied(text))
  return (
    <button type="button" className="twp-copy" data-outcome={outcome} onClick={copy}>
      <span aria-live="polite">{say(labels[outcome], locale)}</span>
      <span className="twp-hidden"> {describes}</span>
    </button>
  )
}

// The clipboard is missing on insecure pages and in some in-app browsers, and may be forbidden.
async function copied(text: string): Promise<"done" | "failed"> {
  try {
    await navigator.clipboard.writeText(text)
    return "done"
  } catch {
    return "failed"
  }
}
