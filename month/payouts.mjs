import { setTimeout as sleep } from "node:timers/promises"
import { admin } from "../scripts/demo/stack.mjs"
import { randomFrom } from "./random.mjs"
import { ecpayPayoutDays } from "./servers.mjs"

/**
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {import("./audit/books.mjs").Told} Told
 * @typedef {{ gateway: string, environment: string, merchant: string }} Account
 */

const DAY = 86_400_000
/** So the documents of payouts say, for accounts whose contract is not known. */
const MOST_DAYS = 30
const WRONG = ["altered", "doubled", "foreign", "chargeback", "fee", "missing"]

/** In which columns a layout says what; both are without quotes. */
const LAYOUTS = {
  plain: { reference: 0, kind: 1, gross: 2, fee: 3 },
  funding: { reference: 3, kind: null, gross: 6, fee: 7 },
}

/** Of Taipei. @param {Date} at */
const dayOf = (at) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/**
 * Staff bring every statement of the month, some of whose lines are wrong; what the statements told, and from when on nothing may be
 * missing in them.
 * @param {Stack} stack @param {{ begun: Date, seed: number }} month
 */
export async function bringStatements(stack, { begun, seed }) {
  const { sandbox } = stack
  const random = randomFrom(seed + 2)
  for (const wrong of WRONG) sandbox.fault({ kind: `statement-${wrong}`, gateway: random.pick(sandbox.gateways).id })
  const now = sandbox.clock.now()
  const days = Array.from({ length: Math.ceil((now.getTime() - begun.getTime()) / DAY) + 1 }, (_, each) =>
    dayOf(new Date(begun.getTime() + each * DAY)),
  ).filter((day) => day <= dayOf(now))
  const office = await stack.office()
  const { accounts } = await office.get("/admin/taiwan-payments/payouts/accounts")
  const told = []
  for (const account of accounts) told.push(...(await bringAll(stack, account, days)))
  sandbox.faults.clear()
  await untilCompared(stack)
  return { told, payoutsDue: Object.fromEntries(sandbox.gateways.map(({ id }) => [id, dueAt(id, now)])) }
}

/** What was paid before this must be paid out: within the contract's days where the shop knows them, else within the most. @param {string} gateway @param {Date} now */
function dueAt(gateway, now) {
  const days = gateway === "ecpay" ? ecpayPayoutDays : MOST_DAYS
  return new Date(now.getTime() - (days + 1) * DAY)
}

/**
 * A gateway tells by its own names of a merchant: TapPay has one for each bank, and JKOPAY's is none that the shop's account has. A
 * file that does not say its day is brought day by day.
 * @param {Stack} stack @param {Account} account @param {string[]} days */
async function bringAll(stack, account, days) {
  const gateway = stack.sandbox.gateway(account.gateway)
  const [first = "", last = ""] = [days[0], days.at(-1)]
  const merchants = merchantsOf(gateway)
  /** @type {Told[]} */
  const told = []
  for (const { id } of gateway.statements ?? []) {
    const spans = id === "plain" ? [{ from: first, until: last }] : days.map((day) => ({ from: day, until: day }))
    for (const merchant of merchants)
      for (const span of spans) told.push(...(await bring(stack, account, id, { ...span, merchant })))
  }
  return told
}

/** Those who were paid. @param {Pick<import("@taiwan-payments/sandbox").Gateway, "trades">} gateway */
export function merchantsOf(gateway) {
  const paid = gateway.trades().filter(({ money }) => money && money.paid > 0)
  return [...new Set(paid.map(({ merchant }) => merchant))]
}

/** @param {Stack} stack @param {Account} account @param {string} layout @param {{ merchant: string, from: string, until: string }} order */
async function bring(stack, account, layout, order) {
  const { gateway, environment, merchant } = account
  const { from, until } = order
  const file = stack.sandbox.gateway(gateway).statement?.({ ...order, layout })
  if (!file) return []
  /** @type {Record<string, string>} */
  const day = layout === "plain" ? {} : { paid_out_on: from }
  const name = `${layout} ${from} ${order.merchant.slice(0, 8)}.csv`
  const query = new URLSearchParams({ gateway, environment, merchant, name, ...day, first_on: from, last_on: until })
  const answer = await fetch(`${stack.servers.url}/admin/taiwan-payments/statements?${query}`, {
    method: "POST",
    headers: { authorization: await authorization(stack), "content-type": "text/csv" },
    body: file.bytes,
  })
  if (!answer.ok) throw new Error(`${gateway}'s ${name} was refused (${answer.status}): ${await answer.text()}`)
  return linesIn(new TextDecoder("latin1").decode(file.bytes), layout, gateway)
}

/** @param {Stack} stack */
async function authorization({ servers }) {
  const headers = { "content-type": "application/json" }
  const login = await fetch(`${servers.url}/auth/user/emailpass`, {
    method: "POST",
    headers,
    body: JSON.stringify(admin),
  })
  return `Bearer ${Object(await login.json()).token}`
}

/** @param {string} text @param {string} layout @param {string} gateway @returns {Told[]} */
export function linesIn(text, layout, gateway) {
  const columns = LAYOUTS[layout === "plain" ? "plain" : "funding"]
  const [, ...rows] = text.trim().split("\r\n")
  return rows.map((row) => {
    const cells = row.split(",")
    const gross = Number(cells[columns.gross])
    const kind = columns.kind === null ? (gross < 0 ? "refund" : "payment") : (cells[columns.kind] ?? "")
    return { gateway, reference: cells[columns.reference] ?? "", kind, gross, fee: Number(cells[columns.fee]) }
  })
}

/** The job looks each second; what differs is asked about at the gateway then. @param {Stack} stack */
async function untilCompared({ postgres }) {
  const sql = "select count(*)::int as open from taiwan_payment_statement where checked_at is null"
  for (let times = 0; times < 120; times++) {
    const [row] = await postgres.query(sql)
    if (!row?.open) return
    await sleep(500)
  }
  throw new Error("the statements were not compared")
}
