/** Letters that two names may differ by, one of them mistyped. */
const MISTYPED = 2
/** Letters that the beginnings of two names share when one is the other's short or long form: "prod", "staging". */
const SAME_START = 4

/** The known name that somebody who wrote `name` most likely meant; null when none is near. */
export function alike(name: string, known: readonly string[]): string | null {
  const near = known.flatMap((candidate) => {
    const [one, other] = [plain(name), plain(candidate)]
    const distance = lettersBetween(one, other)
    const isNear =
      distance <= MISTYPED || (one.length >= SAME_START && one.slice(0, SAME_START) === other.slice(0, SAME_START))
    return isNear ? [{ candidate, distance }] : []
  })
  return near.sort((one, other) => one.distance - other.distance)[0]?.candidate ?? null
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\W_]/g, "").slice(0, 40)
}

/** Letters to add, leave out or change between two words (Levenshtein), row by row of the usual table. */
function lettersBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...one].entries()) row = nextRow(row, index, letter, other)
  return row.at(-1) ?? 0
}

function nextRow(row: readonly number[], index: number, letter: string, other: string): number[] {
  const next = [index + 1]
  for (const [at, wanted] of [...other].entries()) {
    const changed = (row[at] ?? 0) + (letter === wanted ? 0 : 1)
    next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
  }
  return next
}
