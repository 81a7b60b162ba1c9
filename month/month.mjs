import { setTimeout as sleep } from "node:timers/promises"
import { randomFrom } from "./random.mjs"
import { finishLater, look, shop, watch } from "./shopper.mjs"
import { staff } from "./staff.mjs"
import { lender, world } from "./world.mjs"

/**
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {import("./plan.mjs").Plan} Plan
 * @typedef {import("./plan.mjs").Step} Step
 * @typedef {import("./shopper.mjs").Buyer} Buyer
 * @typedef {import("./audit/books.mjs").Said} Said
 * @typedef {{ step: Step, problem: string | null }} Done
 *
 * What a month leaves beside the shop's database and the gateways' books.
 * @typedef {object} Diary
 * @property {number} planned how many steps there were to be
 * @property {number} days that were lived, wholly or in part
 * @property {Map<number, Buyer>} buyers
 * @property {Done[]} done
 * @property {Said[]} said what the shop's page told buyers
 * @property {import("./audit/books.mjs").Asked[]} asked
 * @property {import("./audit/books.mjs").Transfer[]} transfers
 * @property {import("./audit/books.mjs").Cash[]} cash
 */

const MINUTE = 60_000
/** Steps this close to each other happen at once. */
const AT_ONCE_MINUTES = 120
/** How many people act beside each other. */
const HANDS = 6

/** @param {Stack} stack @param {Plan} plan @param {{ say: (line: string) => void, isOver: () => boolean }} ends @returns {Promise<Diary>} */
export async function live(stack, plan, { say, isOver }) {
  /** @type {Diary} */
  const diary = {
    planned: plan.steps.length,
    days: 0,
    buyers: new Map(),
    done: [],
    said: [],
    asked: [],
    transfers: [],
    cash: [],
  }
  const begun = stack.sandbox.clock.now().getTime()
  const passed = () => (stack.sandbox.clock.now().getTime() - begun) / MINUTE
  /** @type {{ at: number, undo: () => unknown }[]} */
  const lasting = []
  const random = randomFrom(plan.seed + 1)
  const start = performance.now()
  const seconds = () => Math.round((performance.now() - start) / 1000)
  for (const group of groupsOf(plan.steps)) {
    if (isOver()) break
    await endDue(lasting, group.at)
    await stack.advance(Math.max(0, group.at - passed()) * MINUTE)
    await act({ stack, diary, random, lasting }, group.steps)
    await breathe(stack)
    await lookAround(stack, diary)
    diary.days = Math.floor(passed() / 1440) + 1
    say(`day ${diary.days}: ${diary.done.length} of ${plan.steps.length} steps, ${seconds()} s`)
  }
  await endDue(lasting, Number.POSITIVE_INFINITY)
  return diary
}

/** @param {readonly Step[]} steps */
function groupsOf(steps) {
  /** @type {{ at: number, steps: Step[] }[]} */
  const groups = []
  for (const step of steps) {
    const last = groups.at(-1)
    if (last && step.at - last.at < AT_ONCE_MINUTES) last.steps.push(step)
    else groups.push({ at: step.at, steps: [step] })
  }
  return groups
}

/** @param {{ at: number, undo: () => unknown }[]} lasting @param {number} now */
async function endDue(lasting, now) {
  const due = lasting.filter(({ at }) => at <= now)
  for (const each of due) {
    lasting.splice(lasting.indexOf(each), 1)
    await each.undo()
  }
}

/** @typedef {{ stack: Stack, diary: Diary, random: ReturnType<typeof randomFrom>, lasting: { at: number, undo: () => unknown }[] }} Scene */

/** Some beside each other; those of one buyer in their order. @param {Scene} scene @param {Step[]} steps */
async function act(scene, steps) {
  const queue = [...steps]
  /** @type {Map<number, Promise<void>>} */
  const busy = new Map()
  const work = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      const { buyer = -1 } = step
      const mine = (busy.get(buyer) ?? Promise.resolve()).then(() => take(scene, step))
      if (buyer >= 0) busy.set(buyer, mine)
      await mine
    }
  }
  await Promise.all(Array.from({ length: HANDS }, work))
}

/** What is refused, or finds nothing to do, is written down and no violation by itself. @param {Scene} scene @param {Step} step */
async function take(scene, step) {
  const { diary } = scene
  const problem = await doStep(scene, step).then(
    () => null,
    (error) => String(error?.message ?? error),
  )
  diary.done.push({ step, problem })
}

/** @param {Scene} scene @param {Step} step */
async function doStep(scene, step) {
  if (step.who === "staff") return doAsStaff(scene, step)
  if (step.who === "shopper") return doAsShopper(scene, step)
  return doAsWorld(scene, step)
}

/** @param {Scene} scene @param {Step} step */
async function doAsShopper({ stack, diary }, step) {
  const { buyers, said } = diary
  if (step.what.startsWith("pays the number")) return pay(stack, buyerOf(diary, step), step.what.endsWith("late"))
  if (step.what === "comes back and pays") await finishLater(buyerOf(diary, step))
  else await shop(stack, step, buyers)
  const session = buyerOf(diary, step).sessions.at(-1)
  if (session) said.push(...(await watch(stack, session.id)))
}

/** @param {Diary} diary @param {Step} step */
function buyerOf({ buyers }, { buyer = -1 }) {
  const found = buyers.get(buyer)
  if (!found) throw new Error("the buyer never came")
  return found
}

/** @param {Stack} stack @param {Buyer} buyer */
async function tradesOf({ postgres, sandbox }, { sessions }) {
  const sql = "select gateway, trade_no from taiwan_payment_attempt where session_id = any($1) order by created_at"
  const attempts = await postgres.query(sql, [sessions.map(({ id }) => id)])
  return attempts.flatMap(({ gateway, trade_no }) =>
    sandbox
      .gateway(gateway)
      .trades()
      .filter(({ reference }) => reference === trade_no)
      .map((trade) => ({ gateway, trade })),
  )
}

/** At the bank or the counter, by whichever number can be paid. @param {Stack} stack @param {Buyer} buyer @param {boolean} late */
async function pay(stack, buyer, late) {
  await actOnFirst(stack, buyer, late ? "pay-late" : "pay")
}

/** @param {Stack} stack @param {Buyer} buyer @param {string} action */
async function actOnFirst(stack, buyer, action) {
  const trades = await tradesOf(stack, buyer)
  const found = trades.find(({ trade }) => trade.actions.some(({ name }) => name === action))
  if (!found) throw new Error(`no trade can be told to ${action}`)
  await stack.sandbox.gateway(found.gateway).act(found.trade.id, action, {})
}

/** @param {Scene} scene @param {Step} step */
async function doAsStaff({ stack, diary }, step) {
  const { asked, transfers, cash } = diary
  const errand = { stack, office: await stack.office(), buyer: buyerOf(diary, step), asked, transfers, cash }
  await staff[step.what]?.(errand)
}

/** @param {Scene} scene @param {Step} step */
async function doAsWorld({ stack, diary, random, lasting }, step) {
  const word = lender[step.what]
  if (word) return actOnFirst(stack, buyerOf(diary, step), word)
  const undo = await world[step.what]?.(stack, step, random)
  if (undo) lasting.push({ at: step.at + (step.minutes ?? 0), undo })
}

/** Lets the shop do what it has to do now, for as long as jobs that run each second need. @param {Stack} stack */
export async function breathe({ postgres, sandbox }) {
  await sandbox.settled()
  await sleep(1_500)
  for (let times = 0; times < 20; times++) {
    const sql = `select count(*)::int as open from taiwan_payment_attempt where apply_at <= now() and apply_tries < 3`
    const [row] = await postgres.query(sql)
    if (!row?.open) return
    await sleep(500)
  }
}

const FINAL = new Set(["paid", "refunded", "canceled"])

/** Buyers look again at what is not final, a few at a time. @param {Stack} stack @param {Diary} diary */
async function lookAround(stack, { buyers, said }) {
  const last = new Map(said.map(({ session, state }) => [session, state]))
  const open = [...buyers.values()]
    .flatMap(({ sessions }) => sessions)
    .filter(({ id }) => !FINAL.has(last.get(id) ?? ""))
  for (const { id } of open.slice(-8)) {
    const seen = await look(stack, id)
    if (seen) said.push(seen)
  }
}

/**
 * Nothing new happens, and everything that is still open gets its time: numbers run out, queries are made, batches run.
 * @param {Stack} stack @param {Diary[]} diaries
 */
export async function comeToRest(stack, diaries) {
  stack.sandbox.faults.clear()
  stack.sandbox.outbox.resume()
  for (let times = 0; times < 22; times++) {
    await stack.advance(12 * 60 * MINUTE)
    await breathe(stack)
    if (times > 8 && (await isQuiet(stack))) break
  }
  for (const { buyers, said } of diaries)
    for (const { id } of [...buyers.values()].flatMap(({ sessions }) => sessions)) {
      const seen = await look(stack, id)
      if (seen) said.push(seen)
    }
}

/** @param {Stack} stack */
async function isQuiet({ postgres }) {
  const [row] = await postgres.query(
    `select (select count(*) from taiwan_payment_attempt where state = 'issued' or apply_at is not null)
       + (select count(*) from taiwan_payment_operation where check_at is not null or state = 'queued')
       + (select count(*) from taiwan_payment_outbox) as open`,
  )
  return Number(row?.open) === 0
}
