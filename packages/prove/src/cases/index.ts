import { amountCases } from "./amounts.js"
import { authorizingCases } from "./authorizing.js"
import { capturingCases } from "./capturing.js"
import type { Case, CaseTitle } from "./case.js"
import { contractCases, lastCase } from "./contract.js"
import { genuineNoticeCases } from "./genuine-notices.js"
import { lettingGoCases } from "./letting-go.js"
import { mannersCases } from "./manners.js"
import { noticeCases } from "./notices.js"
import { processCases } from "./processes.js"
import { refundingCases } from "./refunding.js"
import { refusedByCodeCases } from "./refused-by-code.js"
import { storeCases } from "./store.js"
import { unansweredCases } from "./unanswered.js"

/** Judged when nobody says otherwise. */
export const TIERS = ["contract", "money", "manners"] as const

/** The tier `shop` starts a whole server: it is judged where it is asked for. */
export const ALL_TIERS = [...TIERS, "shop"] as const

/** Every case in the payment module, in the order of running: a gate stands before what it guards. */
export const cases: readonly Case[] = [
  ...contractCases,
  ...authorizingCases,
  ...capturingCases,
  ...lettingGoCases,
  ...refundingCases,
  ...unansweredCases,
  ...amountCases,
  ...refusedByCodeCases,
  ...noticeCases,
  ...genuineNoticeCases,
  ...processCases.filter(({ tier }) => tier === "money"),
  ...mannersCases,
  ...processCases.filter(({ tier }) => tier === "manners"),
  lastCase,
]

export { storeCases }

/** All that can be judged. */
export const titles: readonly CaseTitle[] = [...cases, ...storeCases]
