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
    ...(typeof code === "string" ? { code: plainWords(code).slice(0, 60) } : {}),
    ...(typeof message === "string" ? { message: plainWords(message) } : {}),
  }
}
