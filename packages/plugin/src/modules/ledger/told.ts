import { plainWords } from "../../toolkit/plain-words"

interface Told {
  readonly code?: string | null
  readonly message?: string | null
}

/** What a gateway told in its own words, as a row may keep it, whatever it wrote where. */
export function told<Row extends object>(row: Row & Told): Row {
  const { code, message } = row
  return {
    ...row,
    ...(typeof code === "string" ? { code: plainCode(code) } : {}),
    ...(typeof message === "string" ? { message: plainWords(message) } : {}),
  }
}

/** A code is verbatim, blanks included, unless it is none. */
function plainCode(code: string): string {
  const plain = plainWords(code)
  return (plain === code.trim() ? code : plain).slice(0, 60)
}
