import { inspect } from "node:util"

/** The provider did something wrong: this is what was seen. */
export class Finding extends Error {}

/** A call had no end in time. */
export class Late extends Finding {}

/** The case does not apply to this provider: this is why. */
export class NotApplicable extends Error {}

export function must(holds: unknown, seen: string): asserts holds {
  if (!holds) throw new Finding(seen)
}

export function applies(holds: unknown, why: string): asserts holds {
  if (!holds) throw new NotApplicable(why)
}

/** What a call came to. */
export interface Outcome<T> {
  readonly value?: T
  readonly error?: unknown
}

/** The call's result or its error; a call without an end is a finding. */
export async function attempt<T>(work: () => Promise<T> | T, patienceMs: number): Promise<Outcome<T>> {
  const late = new Error("late")
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), patienceMs)
  })
  try {
    return { value: await Promise.race([Promise.resolve().then(work), patience]) }
  } catch (error) {
    if (error === late) throw new Late(`no answer within ${patienceMs / 1000} s`)
    return { error }
  } finally {
    clearTimeout(timer)
  }
}

export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message
  if (typeof error !== "object" || error === null) return String(error)
  return "message" in error ? String(error.message) : inspect(error, { breakLength: Number.POSITIVE_INFINITY })
}
