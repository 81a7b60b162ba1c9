/** Stands where nothing is written yet; `npm test` lists all of these. */
export function notWritten(step: number, what: string): never {
  throw new Error(`Step ${step} not written: ${what}`)
}
