import { applies, Finding, messageOf, must } from "../finding.js"
import { overheard } from "../house/logger.js"
import { PRICE, type Sale } from "../shop/sale.js"
import { PAID } from "../shop/shop.js"
import { type Case, manners, type Scene } from "./case.js"

type Prepare = (scene: Scene, sale: Sale) => void | Promise<void>

const conditions: readonly (readonly [string, Prepare])[] = [
  ["while the bank is down", ({ wire }) => wire.suffer("down")],
  ["while the bank talks nonsense", ({ wire }) => wire.suffer("nonsense")],
  ["of a trade that the bank does not know", ({ wire }) => wire.suffer("not-found")],
  ["that the bank refuses", ({ wire }) => wire.suffer("refuse")],
  ["of a paid trade", ({ bank }, { trade }) => bank.pay(trade)],
  ["of a declined trade", ({ bank }, { trade }) => bank.decline(trade)],
]

async function deleteNeverThrows(scene: Scene) {
  const { shop, wire } = scene
  for (const [when, prepare] of conditions) {
    const sale = await shop.open()
    await prepare(scene, sale)
    const { error } = await shop.remove(sale)
    wire.calm()
    must(!error, `throws ${when}: ${messageOf(error)}`)
  }
  await mustBear(scene, "deletePayment", [{ ...(await shop.open()).session.data }])
  // Where a session could not be stored, Medusa has only what the browser sent.
  await mustBear(scene, "deletePayment", [{}])
}

/** Each data twice: a trade may be over already. */
async function mustBear(scene: Scene, method: "deletePayment" | "cancelPayment", datas: Record<string, unknown>[]) {
  for (const data of datas.flatMap((each) => [each, each])) {
    const { error } = await scene.shop.try(() => scene.call(method, { data: { ...data } }))
    const what = Object.keys(data).length === 0 ? "without a trade" : "for a trade that is over"
    must(!error, `${method} throws ${what}: ${messageOf(error)}`)
  }
}

async function cancelNeverThrows(scene: Scene) {
  const { shop } = scene
  const sale = await shop.captured()
  const { error } = await shop.cancel(sale)
  must(!error, `throws for a captured payment: ${messageOf(error)}`)
  await mustBear(scene, "cancelPayment", [{ ...(await shop.open()).session.data }])
}

/** What a cart's lock is held for. Staff may wait longer: some banks ask for a minute. */
async function hangsAreBounded(scene: Scene) {
  const { shop, facts } = scene
  const sale = await shop.open()
  await scene.during("hang", async () => {
    await bounded("authorizing", () => shop.authorize(sale))
    if (!facts.depart) await bounded("opening a session", () => shop.try(() => shop.openSession()))
    const notice = facts.notices === "none" ? null : scene.bank.notice(sale.trade)
    if (notice) await bounded("a notice", () => shop.receive(notice))
    await bounded("deleting a session", () => shop.remove(sale))
  })
}

async function bounded(what: string, work: () => Promise<unknown>) {
  try {
    await work()
  } catch (error) {
    if (error instanceof Finding) throw new Finding(`the bank does not answer, and ${what} got ${error.message}`)
    throw error
  }
}

const MEGABYTE = "x".repeat(2 ** 20)

async function nonsenseNotices({ shop }: Scene) {
  const json = { "content-type": "application/json" }
  const bodies = ["", "null", "[]", "{}", '{"metadata":null}', '"text"', "a=b&c=%E0%A4%A", `{"x":"${MEGABYTE}"}`]
  for (const body of bodies) {
    for (const headers of [json, {}]) {
      const { error, value } = await shop.try(() => shop.hear({ body, headers }))
      must(!error, `${body.slice(0, 20) || "an empty body"} throws: ${messageOf(error)}`)
      must(!PAID.has(String(value?.action)), `${body.slice(0, 20)} is ${value?.action}`)
    }
  }
}

const CUSTOMER = { id: "cus_1", email: "secret.wang@example.com", first_name: "祕密", last_name: "王", addresses: [] }

async function noSecrets(scene: Scene) {
  const spoken: string[] = []
  await overheard(spoken, () => mustKeepSecrets(scene, spoken))
}

async function mustKeepSecrets(scene: Scene, spoken: readonly string[]) {
  const { shop, facts, house } = scene
  const from = house.lines.length
  const sale = await shop.open({ context: { customer: CUSTOMER } })
  const errors: string[] = []
  for (const fault of ["down", "refuse", "error500", "nonsense"] as const) {
    const { error } = await scene.during(fault, () => shop.authorize(sale))
    const opened = await scene.during(fault, () => shop.try(() => shop.openSession()))
    errors.push(messageOf(error), messageOf(opened.error))
  }
  mustNotShow(facts.secrets, JSON.stringify(sale.session.data), "the session's data, which the Store API shows")
  mustNotShow(facts.secrets, errors.join("\n"), "an error that the shopper reads")
  await mustKeepSecretsWhenPaid(scene)
  const lines = [...house.lines.slice(from), ...spoken].join("\n")
  mustNotShow([...facts.secrets, CUSTOMER.email, CUSTOMER.first_name], lines, "the log")
}

/** What a paid session and its payment keep is shown like that of an open one. */
async function mustKeepSecretsWhenPaid(scene: Scene) {
  const { shop, facts } = scene
  const sale = await shop.captured({ context: { customer: CUSTOMER } })
  for (const fault of ["down", "refuse", "nonsense"] as const) {
    const refused = await scene.during(fault, () => shop.refund(sale, PRICE))
    mustNotShow(facts.secrets, messageOf(refused.error), "an error that staff read")
  }
  if (facts.refund !== "none") await shop.refund(sale, PRICE)
  const { data } = await shop.session(sale.session.id)
  const payment = await shop.payment(sale.session.id)
  mustNotShow(facts.secrets, JSON.stringify([data, payment?.data]), "a paid session's data, or its payment's")
}

function mustNotShow(secrets: readonly string[], text: string, where: string) {
  const shown = secrets.some((secret) => secret !== "" && text.includes(secret))
  must(!shown, `a secret, or the customer's name or address, is in ${where}`)
}

const LEAKS = /ECONN|fetch failed|socket hang up|undefined|NaN|\[object|is not a function|Cannot read|Unexpected token/

/** Medusa shows the message of its own errors, and "unknown error" for others. */
function mustBeWords(error: unknown, when: string) {
  must(error, `${when}, and nothing was thrown`)
  const { name, type, __isMedusaError } = Object(error)
  must(__isMedusaError || type, `${when}, and a plain ${name} is thrown: ${messageOf(error)}`)
  must(!LEAKS.test(messageOf(error)), `${when}, and somebody reads "${messageOf(error)}"`)
}

async function words(scene: Scene) {
  const { shop, facts } = scene
  const opened = await scene.during("down", () => shop.try(() => shop.openSession()))
  // Who leaves for the bank later reads a page of the provider's own, not an error of its class.
  if (!facts.depart) mustBeWords(opened.error, "a session is opened while the bank is down")
  const sale = await shop.open()
  const unpaid = await shop.authorize(sale)
  if (unpaid.error) mustBeWords(unpaid.error, "an unpaid session is completed")
  if (facts.refund === "none") return
  const paid = await shop.captured()
  const refused = await scene.during("refuse", () => shop.refund(paid, PRICE))
  if (refused.error) mustBeWords(refused.error, "a refund is refused")
}

const MOST_TRIES = 5

async function retriesAreBounded(scene: Scene) {
  const { shop, wire } = scene
  const sale = await shop.open()
  for (const fault of ["error500", "nonsense"] as const) {
    const before = wire.exchanges.length
    await scene.during(fault, () => shop.authorize(sale))
    const tries = wire.exchanges.length - before
    must(tries <= MOST_TRIES, `authorizing asks a bank in trouble ${tries} times`)
  }
}

async function asksWithinReason({ shop, wire, facts }: Scene) {
  const before = wire.exchanges.length
  const sale = await shop.captured()
  if (facts.refund !== "none") await shop.refund(sale, PRICE)
  const asked = wire.exchanges.length - before
  must(asked <= 4 * MOST_TRIES, `opening, authorizing, capturing and refunding ask the bank ${asked} times`)
}

/** A request that moves money names its operation, or comes after a look at what the bank holds already. */
async function idempotencyKeyIsUsed(scene: Scene) {
  const { shop, wire, facts } = scene
  const sale = await shop.captured()
  const before = wire.exchanges.length
  const amount = facts.refund === "partial" ? 60 : PRICE
  await shop.refund(sale, amount)
  const requests = wire.exchanges.slice(before)
  const move = requests.findIndex(({ moved }) => moved)
  applies(move >= 0, "no request moved the money")
  const refund = (await shop.payment(sale.session.id))?.refunds?.[0]
  const isNamed = refund && requests[move]?.sent.includes(refund.id)
  if (isNamed || move > 0) return
  // The key may be sent in a form of the bank's: then the same operation again moves nothing.
  const operation = { amount, context: { idempotency_key: refund?.id } }
  await shop.try(async () => {
    return scene.call("refundPayment", { data: { ...(await shop.payment(sale.session.id))?.data }, ...operation })
  })
  const { bank } = await shop.books(sale)
  must(bank.refunded === amount, `refunds blindly: the same operation twice, and the bank gave back ${bank.refunded}`)
}

/** What ends by itself within this time is no timer left. */
async function timersLeftIn({ watch }: Scene["house"], patienceMs: number): Promise<number> {
  for (let waited = 0; waited < patienceMs && watch.timersLeft() > 0; waited += STEP_MS)
    await new Promise((resolve) => setTimeout(resolve, STEP_MS))
  return watch.timersLeft()
}

const STEP_MS = 50

async function noTimersLeft({ shop, house, facts }: Scene) {
  house.watch.watchTimers()
  try {
    const sale = await shop.captured()
    if (facts.refund !== "none") await shop.refund(sale, PRICE)
    const left = await timersLeftIn(house, 1_000)
    must(left === 0, `${left} timers still run after every answer was given`)
  } finally {
    house.watch.unwatchTimers()
  }
}

export const mannersCases: readonly Case[] = [
  manners("delete-never-throws", "a cart that cannot be changed any more", deleteNeverThrows),
  manners("cancel-never-throws", "an order that cannot be cancelled", cancelNeverThrows),
  manners("hangs-are-bounded", "the checkout hangs, and the cart stays locked", hangsAreBounded),
  manners("nonsense-notices", "three retries, and a log full of stack traces", nonsenseNotices, { needs: ["notices"] }),
  manners("no-secrets", "the key is public", noSecrets),
  manners("words", "the shopper, or staff, read 'An unknown error occurred'", words),
  manners("retries-are-bounded", "a bank in trouble is asked until it shuts the shop out", retriesAreBounded),
  manners("idempotency-key-is-used", "a repeated refund is made twice", idempotencyKeyIsUsed, { needs: ["refund"] }),
  manners("no-timers-left", "a server that does not end, and memory that grows", noTimersLeft),
  manners("asks-within-reason", "the bank shuts the shop out", asksWithinReason),
]
