import type { Answers } from "./answers.js"
import { template } from "./template.js"

/** How messages are signed, ready written: only names and order of the fields are the bank's own. */
export interface SignatureCode {
  /** What it takes of node:crypto. */
  readonly crypto: readonly string[]
  /** Without imports. It wants an interface `Keys`, and `equalInConstantTime` where it `verifies`. */
  readonly code: string
  readonly verifies: boolean
}

const source = (name: string) => template(`signatures/${name}.ts`).trimEnd()

const CRYPTO = /^import \{ (.+) \} from "node:crypto"$/m
const IMPORTS = /^(import .+\n)+\n/

/** The code of a template, apart from what it imports. */
export const bodyOf = (name: string) => source(name).replace(IMPORTS, "")

/** What a template takes of node:crypto. */
export const cryptoOf = (name: string) => CRYPTO.exec(source(name))?.[1]?.split(", ") ?? []

/** A key in a header proves no notice: a bank that signs them besides is taken for one that does it by HMAC. */
function templatesOf({ signature, notices }: Answers): string[] {
  if (signature === "none") return []
  return signature === "bearer" && notices === "signed" ? ["bearer", "hmac-sha256"] : [signature]
}

export function signatureCode(answers: Answers): SignatureCode {
  const templates = templatesOf(answers)
  const code = templates.map(bodyOf).join("\n\n")
  return { crypto: templates.flatMap(cryptoOf), code, verifies: code.includes("isSigned") }
}
