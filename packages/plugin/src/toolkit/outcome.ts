import type { Outcome } from "./contract/operation"

type Told = Partial<Pick<Outcome, "code" | "message" | "reference" | "uncaptured">>

/** The outcomes of one gateway's operations, under the code that it has for a success. */
export interface Outcomes {
  /** @param steps what the gateway was asked, in order */
  done(steps: readonly string[], told?: Told): Outcome
  /** The gateway took it on, to be done later. */
  queued(steps: readonly string[], told?: Told): Outcome
  /** Nothing was asked: an earlier request had done it. */
  doneBefore(message: string, told?: Told): Outcome
}

export function outcomesOf(code: string): Outcomes {
  const outcome = (state: Outcome["state"], steps: readonly string[], told: Told): Outcome => ({
    state,
    code,
    message: "",
    reference: null,
    ...told,
    steps,
  })
  return {
    done: (steps, told = {}) => outcome("done", steps, told),
    queued: (steps, told = {}) => outcome("queued", steps, told),
    doneBefore: (message, told = {}) => outcome("done", [], { ...told, message }),
  }
}
