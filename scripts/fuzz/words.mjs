/** A person who exists nowhere else: whatever stands in a log or an answer of these has leaked. */
export const person = {
  email: "planted.person@example.com",
  phone: "0987654321",
  name: "林種子明",
  carrier: "/PLANT12",
  identity: "A123456789",
  card: "4000001234567899",
}

/** A page that shows this as it is would run a stranger's script. */
export const SCRIPT = "<script>fuzz</script>"

/** A header that only a split answer has. */
export const INJECTED = "x-fuzz-injected"

/** A host that nothing may lead to. */
export const EVIL = "evil.example"

/** Values that have broken servers before. */
export const weird = [
  ...[
    "",
    " ",
    "0",
    "-1",
    "-0",
    "1.5",
    "1e309",
    "0x10",
    "９",
    "NaN",
    "Infinity",
    "null",
    "true",
    "undefined",
    "[object Object]",
  ],
  ...["0001-01-01", "-271821-04-20", "275760-09-13", "2026-02-30", "2026-11-28T24:00:01Z"],
  ...["9".repeat(30), "9".repeat(400), "2147483648", "9007199254740993", "1,020", "1020 ", "+1020", "1020\u0000"],
  ...["\u0000", "\u0008", "\u202e1020", "\ufeff1020", "e\u0301", "𠜎", "\ud800", "\u2028", "İ", "ß", "｡"],
  ...[
    SCRIPT,
    `"><img src=x onerror=fuzz>`,
    "'; drop table taiwan_payment_attempt; --",
    "' or 1=1 --",
    "%",
    "\\",
    "{{7*7}}",
    "$" + "{7*7}",
  ],
  ...[
    "../../../../etc/passwd",
    "..\\..\\",
    "/etc/passwd\u0000.html",
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data",
  ],
  ...[`https://${EVIL}/`, `//${EVIL}`, `\\\\${EVIL}`, `https://shop.localhost:7357@${EVIL}/`, `javascript:alert(1)`],
  ...[`x\r\n${INJECTED}: 1`, `x\n${INJECTED}: 1`, `x%0d%0a${INJECTED}:%201`],
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "__defineGetter__"],
  ...[
    "a".repeat(65),
    "a".repeat(5_000),
    "(".repeat(500),
    `${"a".repeat(3_000)}!`,
    " ".repeat(4_000),
    "=".repeat(2_000),
    "\t".repeat(2_000),
  ],
  ...Object.values(person),
]

/** Names that a message may not have, or has by another meaning. */
export const weirdNames = [
  ...["__proto__", "constructor", "prototype", "constructor[prototype][polluted]", "__proto__[polluted]", "toString"],
  ...[
    "a[b][c][d][e]",
    "a[]",
    "a[0]",
    "a[999999]",
    "",
    " ",
    "\u0000",
    "merchantid",
    "MERCHANTID",
    "RtnCode[]",
    "Status[$ne]",
  ],
]

/** Every name of a field that some route of ours reads. */
export const known = [
  ...[
    "amount",
    "reference",
    "text",
    "token",
    "card",
    "save",
    "number",
    "email",
    "provider_id",
    "again",
    "resolution",
    "to",
    "from",
  ],
  ...[
    "limit",
    "offset",
    "after",
    "q",
    "state",
    "gateway",
    "environment",
    "merchant",
    "name",
    "language",
    "until",
    "order_id",
    "session_id",
  ],
  ...[
    "amount_from",
    "amount_to",
    "sort",
    "verdict",
    "attempt_id",
    "result",
    "payout",
    "paid_out_on",
    "attempt",
    "lang",
    "open",
    "mine",
  ],
]

/** Half a letter has no bytes of its own. @param {string} text */
export const whole = (text) => Buffer.from(text).toString()
