import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { cacheDir } from "../scripts/lib/paths.mjs"
import { audit } from "./audit/audit.mjs"
import { openBooks } from "./audit/books.mjs"
import { tell } from "./history.mjs"
import { breathe, comeToRest, live } from "./month.mjs"
import { bringStatements } from "./payouts.mjs"
import { capturedByStaff, planOf } from "./plan.mjs"
import { openStack } from "./stack.mjs"

/**
 * @typedef {{ seeds: readonly number[], orders: number, days: number, processes: number, redis: boolean, methods?: readonly string[],
 *   minutes?: number }} Wish  minutes: of a real clock, after which a month is ended where it is, and audited
 * @typedef {Awaited<ReturnType<typeof runMonth>>} Outcome
 */

/** For whoever looks at it afterwards. @param {Wish} wish @param {string} name @param {unknown} what */
function keep({ seeds, processes }, name, what) {
  const folder = path.join(cacheDir, "month", `seed-${seeds.join("-")}-of-${processes}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(what, null, 1))
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Until all is paid out, and what is not is missed. */
const PAYOUT_DAYS = 10

/** @param {readonly import("./month.mjs").Diary[]} diaries */
const heardIn = (diaries) => ({
  said: diaries.flatMap(({ said }) => said),
  asked: diaries.flatMap(({ asked }) => asked),
  transfers: diaries.flatMap(({ transfers }) => transfers),
  cash: diaries.flatMap(({ cash }) => cash),
})

/**
 * Lives one month after another in one shop, brings it to rest, and audits its books.
 * @param {Wish} wish @param {(line: string) => void} say
 */
export async function runMonth(wish, say) {
  const begun = Date.now()
  const manual = capturedByStaff(wish.seeds[0] ?? 0)
  const stack = await openStack({ ...wish, manual }, say)
  try {
    const opened = stack.sandbox.clock.now()
    const diaries = []
    const isOver = () => wish.minutes !== undefined && Date.now() - begun > wish.minutes * 60_000
    for (const seed of wish.seeds) diaries.push(await live(stack, planOf({ ...wish, manual, seed }), { say, isOver }))
    say("coming to rest")
    await comeToRest(stack, diaries)
    say("payouts")
    await stack.advance(PAYOUT_DAYS * DAY)
    await breathe(stack)
    const brought = await bringStatements(stack, { begun: opened, seed: wish.seeds[0] ?? 0 })
    // What a statement told is asked of its gateway.
    await stack.advance(HOUR)
    await breathe(stack)
    const books = await openBooks(stack, { ...heardIn(diaries), ...brought, refusals: stack.refusals })
    keep(wish, "books", books)
    keep(
      wish,
      "done",
      diaries.map(({ done }) => done),
    )
    const violations = audit(books)
    const told = []
    for (const violation of violations) told.push(await tell(stack, diaries, violation))
    keep(wish, "violations", told)
    return { wish, diaries, books, violations, told, minutes: (Date.now() - begun) / 60_000 }
  } finally {
    await stack.stop()
  }
}
