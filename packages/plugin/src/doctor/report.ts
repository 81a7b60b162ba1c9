import type { LocalText } from "../toolkit/text"
import type { Finding } from "./finding"

/** What the doctor says of an installation. */
export interface Report {
  readonly findings: readonly Finding[]
  /** What was looked at and is no fault. */
  readonly notes: readonly LocalText[]
}

/** For monitoring: 0 fine, 1 findings, 2 where it could not look. */
export function exitCode({ findings }: Report): 0 | 1 | 2 {
  if (findings.some(({ cannotLook }) => cannotLook)) return 2
  return findings.length > 0 ? 1 : 0
}
