import { cases, TIERS } from "../cases/index.js"
import { type Facts, readFacts } from "../facts.js"
import { messageOf } from "../finding.js"
import { lackOf } from "../needs.js"
import { prove, type Question } from "../prove.js"
import type { Report, Result } from "../verdict.js"
import { sectionOf } from "./tutorial.js"
import { bankProbes, type Probe, type Step, unwritten, unwrittenMethods } from "./unwritten.js"

/** What an author does next. */
export interface NextSteps {
  /** In order; empty when nothing is left. */
  readonly left: readonly Step[]
  /** What cannot be judged before these are done. */
  readonly later: string | null
}

export interface Unfinished extends Question {
  /** More that may not be written yet, besides the bank and the provider's methods. */
  readonly probes?: readonly Probe[]
  /** What is wrong when all is written, a line each. Prove's cases, where it is left out. */
  readonly judge?: () => Promise<readonly string[]>
}

const numbered = (whats: readonly string[]): Step[] => whats.map((what, index) => ({ number: index + 1, what }))

/** What is still to be written; when all is written, what is still wrong: contract, then money, then manners. */
export async function nextSteps(question: Unfinished): Promise<NextSteps> {
  try {
    const facts = readFacts(question.adapter.facts)
    const unwrittenYet = await allUnwritten(question, facts)
    if (unwrittenYet.length > 0) return { left: unwrittenYet, later: question.judge ? null : waiting(facts) }
    return { left: numbered(await (question.judge ?? casesOf(question))()), later: null }
  } catch (error) {
    return { left: numbered([messageOf(error)]), later: "Everything else waits for this." }
  }
}

async function allUnwritten(question: Unfinished, facts: Facts): Promise<Step[]> {
  const probes = [...bankProbes(question.adapter, facts), ...(question.probes ?? [])]
  const steps = [...(await unwritten(probes, facts.patienceMs)), ...(await unwrittenMethods(question, facts))]
  return [...new Map(steps.map((step) => [step.number, step])).values()].sort((a, b) => a.number - b.number)
}

const casesOf = (question: Question) => async () => (await prove(question)).flatMap(problemsOf)

/** How many cases wait, tier by tier. */
function waiting(facts: Facts): string {
  const count = (tier: string) => cases.filter((one) => one.tier === tier && !lackOf(one, facts)).length
  return `Then prove's cases: ${TIERS.map((tier) => `${count(tier)} of ${tier}`).join(", ")}.`
}

/** What fails, a line each: contract, then money, then manners. */
export function problemsOf({ trouble, results }: Report): string[] {
  if (trouble) return [trouble]
  const failed = results.filter(({ verdict }) => verdict === "fail")
  return TIERS.flatMap((tier) => failed.filter((result) => result.tier === tier)).map(problemOf)
}

function problemOf({ id, tier, seen, loss }: Result): string {
  const section = sectionOf(id)
  return `${id} (${tier}): ${seen} -> ${loss}${section ? ` (${section})` : ""}`
}

/** The list as an author reads it; null when nothing is left. */
export function listOf({ left, later }: NextSteps): string | null {
  if (left.length === 0) return null
  const width = String(left.at(-1)?.number).length
  const lines = left.map(({ number, what }) => `  ${String(number).padStart(width)}. ${what}`)
  return [`${left.length} left, in this order:`, "", ...lines, ...(later ? ["", `  ${later}`] : []), ""].join("\n")
}
