import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { cacheDir } from "../scripts/lib/paths.mjs"
import { audit } from "./audit/audit.mjs"
import { openBooks } from "./audit/books.mjs"
import { tell } from "./history.mjs"
import { comeToRest, live } from "./month.mjs"
import { planOf } from "./plan.mjs"
import { openStack } from "./stack.mjs"

/**
 * @typedef {{ seeds: readonly number[], orders: number, days: number, processes: number, redis: boolean, methods?: readonly string[] }} Wish
 * @typedef {Awaited<ReturnType<typeof runMonth>>} Outcome
 */

const folder = path.join(cacheDir, "month")

/** For whoever looks at it afterwards. @param {string} name @param {unknown} what */
function keep(name, what) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(what, null, 1))
}

/**
 * Lives one month after another in one shop, brings it to rest, and audits its books.
 * @param {Wish} wish @param {(line: string) => void} say
 */
export async function runMonth(wish, say) {
  const begun = Date.now()
  const stack = await openStack(wish, say)
  try {
    const diaries = []
    for (const seed of wish.seeds) diaries.push(await live(stack, planOf({ ...wish, seed }), say))
    say("coming to rest")
    await comeToRest(stack, diaries)
    const heard = { said: diaries.flatMap(({ said }) => said), asked: diaries.flatMap(({ asked }) => asked) }
    const books = await openBooks(stack, heard)
    keep("books", books)
    keep(
      "done",
      diaries.map(({ done }) => done),
    )
    const violations = audit(books)
    const told = []
    for (const violation of violations) told.push(await tell(stack, diaries, violation))
    keep("violations", told)
    return { wish, diaries, books, violations, told, minutes: (Date.now() - begun) / 60_000 }
  } finally {
    await stack.stop()
  }
}
