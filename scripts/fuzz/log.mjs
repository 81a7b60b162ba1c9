import { closeSync, openSync, readSync, statSync } from "node:fs"
import { person } from "./words.mjs"

/**
 * Medusa's own lines: of each request with its address, where whoever wrote a person there has told it; and what it did not take of
 * a request of the staff, with the value.
 */
const OF_MEDUSA = /"level":"http"|\bhttp:\s|[A-Z]+ \S+ ← |"level":"info","message":"Invalid request: /

/** What a log line may not contain, by its name. @param {string[]} secrets */
export const unspeakable = (secrets) => [
  ...secrets.map((text) => ({ what: "a secret", text })),
  ...Object.entries(person).map(([name, text]) => ({ what: `somebody's ${name}`, text })),
]

/** Lines that say more than they may. @param {string[]} lines @param {{ what: string, text: string }[]} forbidden */
export function leaks(lines, forbidden) {
  return lines.flatMap((line) => {
    const said = forbidden.find(
      ({ what, text }) => line.includes(text) && !(what.startsWith("somebody") && OF_MEDUSA.test(line)),
    )
    return said ? [`the log tells ${said.what}: ${line.replaceAll(said.text, "…").slice(0, 300)}`] : []
  })
}

/** Reads what a log has got since the last time. @param {string} file */
export function logReader(file) {
  let at = statSync(file).size
  return () => {
    const size = statSync(file).size
    const bytes = Buffer.alloc(size - at)
    const handle = openSync(file, "r")
    readSync(handle, bytes, 0, bytes.length, at)
    closeSync(handle)
    at = size
    return bytes.toString("utf8").split("\n").filter(Boolean)
  }
}
