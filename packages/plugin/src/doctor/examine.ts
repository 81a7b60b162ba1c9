import { CHECKS } from "./checks"
import type { Facts } from "./facts"
import { gatherFacts, type Installation } from "./gather"
import { notesOn } from "./notes"
import type { Report } from "./report"

export async function examine(installation: Installation): Promise<Report> {
  return reportOn(await gatherFacts(installation))
}

export function reportOn(facts: Facts): Report {
  return { findings: CHECKS.flatMap((check) => [...check(facts)]), notes: notesOn(facts) }
}
