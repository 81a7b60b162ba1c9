import type { Answers } from "../answers.js"
import { keysOf } from "../keys.js"
import { lines } from "../lines.js"
import { bodyOf, cryptoOf, signatureCode } from "../signatures.js"

const TIMING = "constant-time"

/** `src/signature.ts` */
export function signatureFile(answers: Answers): string {
  const { crypto, code, verifies } = signatureCode(answers)
  const imports = [...new Set([...crypto, ...(verifies ? cryptoOf(TIMING) : [])])].sort()
  return lines(
    imports.length > 0 && [`import { ${imports.join(", ")} } from "node:crypto"`, ""],
    "/** The keys that the merchant has of the bank. */",
    "export interface Keys {",
    keysOf(answers).flatMap(({ name, meaning }) => [`  /** ${meaning} */`, `  ${name}: string`]),
    "}",
    code !== "" && ["", code],
    verifies && ["", bodyOf(TIMING)],
  )
}
