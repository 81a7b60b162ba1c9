import { Finding, messageOf, NotApplicable } from "./finding.js"
import type { Judgement } from "./verdict.js"

export interface Seen {
  readonly verdict: Judgement
  readonly seen: string | null
}

/** A case ends with a verdict; what it throws besides is the provider's, too: the kit's own calls are Medusa's. */
export async function judge(run: () => Promise<void>): Promise<Seen> {
  try {
    await run()
    return { verdict: "pass", seen: null }
  } catch (error) {
    if (error instanceof NotApplicable) return { verdict: "n/a", seen: error.message }
    return { verdict: "fail", seen: error instanceof Finding ? error.message : `throws: ${messageOf(error)}` }
  }
}
