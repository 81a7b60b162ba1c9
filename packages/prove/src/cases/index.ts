import { amountCases } from "./amounts.js"
import { authorizingCases } from "./authorizing.js"
import { capturingCases } from "./capturing.js"
import type { Case } from "./case.js"
import { contractCases, lastCase } from "./contract.js"
import { mannersCases } from "./manners.js"
import { noticeCases } from "./notices.js"
import { refundingCases } from "./refunding.js"

export const TIERS = ["contract", "money", "manners"] as const

/** Every case, in the order of running: a gate stands before what it guards. */
export const cases: readonly Case[] = [
  ...contractCases,
  ...authorizingCases,
  ...capturingCases,
  ...refundingCases,
  ...amountCases,
  ...noticeCases,
  ...mannersCases,
  lastCase,
]
