import type { LocalText } from "../toolkit/text"
import { CHECKS } from "./checks"
import type { Facts } from "./facts"
import type { Finding } from "./finding"
import { gatherFacts, type Installation } from "./gather"
import { notesOn } from "./notes"

/** What the doctor says of an installation. */
export interface Report {
  readonly findings: readonly Finding[]
  /** What was looked at and is no fault. */
  readonly notes: readonly LocalText[]
}

export async function examine(installation: Installation): Promise<Report> {
  return reportOn(await gatherFacts(installation))
}

export function reportOn(facts: Facts): Report {
  return { findings: CHECKS.flatMap((check) => [...check(facts)]), notes: notesOn(facts) }
}

/** For monitoring: 0 fine, 1 findings, 2 where it could not look. */
export function exitCode({ findings }: Report): 0 | 1 | 2 {
  if (findings.some(({ cannotLook }) => cannotLook)) return 2
  return findings.length > 0 ? 1 : 0
}
