import { isDeepStrictEqual } from "node:util"
import type { Session } from "../facts.js"
import { applies, messageOf, must } from "../finding.js"
import { METHODS, type ProviderClass } from "../house/provider-class.js"
import { held, PRICE } from "../shop/sale.js"
import { PAID } from "../shop/shop.js"
import { type Case, contract, type Scene } from "./case.js"
import { letGo } from "./letting-go.js"

const CUSTOMER = {
  id: "cus_1",
  email: "wang@example.com",
  first_name: "小明",
  last_name: "王",
  addresses: [],
}

async function boots(service: ProviderClass, options: Record<string, unknown>): Promise<boolean> {
  try {
    await service.validateOptions?.(options)
    // Its cradle and options are whatever the class takes them for.
    new service({ logger: console } as never, options as never)
    return true
  } catch {
    return false
  }
}

async function optionsGuardTheBoot({ facts, service }: Scene) {
  must(await boots(service, { ...facts.options }), "does not start with the options that the facts declare")
  for (const name of facts.required) {
    const { [name]: _, ...rest } = facts.options
    must(!(await boots(service, rest)), `starts without ${name}`)
    must(!(await boots(service, { ...rest, [name]: "" })), `starts with an empty ${name}`)
  }
}

async function initiate({ shop, bank }: Scene) {
  const { trade } = await shop.open()
  const { asked } = bank.books(trade)
  must(asked === PRICE, `asked the bank for ${asked} instead of ${PRICE}`)
}

async function guestAndCustomer({ facts, shop }: Scene) {
  const customer = await shop.try(() => shop.open({ context: { customer: CUSTOMER } }))
  must(!customer.error, `refuses a customer: ${messageOf(customer.error)}`)
  applies(facts.context === undefined, "declared: a session needs more than a guest has")
  const guest = await shop.try(() => shop.open())
  must(!guest.error, `refuses a guest: ${messageOf(guest.error)}`)
}

async function update({ shop, bank }: Scene) {
  const sale = await shop.open()
  // A key that names the session, and not the change, is answered as the first time.
  for (const amount of [1500, 2000]) {
    const { error } = await shop.update(sale, amount)
    must(!error, `throws: ${messageOf(error)}`)
  }
  const { data } = await shop.session(sale.session.id)
  const kept = Object.keys(sale.session.data).filter((name) => data[name] !== undefined)
  must(kept.length > 0, "the session's data is gone, and the bank's reference with it")
  await shop.departAgain(sale)
  const trade = bank.trades().find((each) => bank.books(each).asked === 2000)
  must(trade, "the bank still asks for the old amount")
  await bank.pay(trade)
  const late = await shop.authorize(sale)
  must(await shop.payment(sale.session.id), `paid after an update, and the session is dead: ${messageOf(late.error)}`)
}

async function retrieveAndStatus(scene: Scene) {
  const { shop, bank } = scene
  const { session, trade } = await shop.open()
  const statusOf = async ({ data }: Session) =>
    // Who cannot tell may throw, too.
    Object((await shop.try(() => scene.call("getPaymentStatus", { data: { ...data } }))).value).status
  const unpaid = await statusOf(session)
  must(!PAID.has(unpaid), `getPaymentStatus says ${unpaid} of a trade that nobody has paid`)
  const other = await shop.open()
  await bank.decline(other.trade)
  const declined = await statusOf(other.session)
  must(!PAID.has(declined), `getPaymentStatus says ${declined} of a trade that was declined`)
  await bank.pay(trade)
  const status = Object(await scene.call("getPaymentStatus", { data: { ...session.data } })).status
  must(PAID.has(status), `getPaymentStatus says ${status} of a paid trade`)
  must(
    status !== "captured" || bank.books(trade).captured > 0,
    "getPaymentStatus says captured of money that is reserved",
  )
  await mustKnowWhatWentBack(scene, statusOf)
  const got = Object(await scene.call("retrievePayment", { data: { ...session.data } }))
  must(
    typeof got.data === "object" && got.data,
    `retrievePayment has no data: it gives ${Object.keys(got).slice(0, 4)}`,
  )
}

async function mustKnowWhatWentBack(scene: Scene, statusOf: (session: Session) => Promise<string>) {
  const sale = await scene.shop.open()
  await letGo(scene, sale)
  const status = held(scene.bank.books(sale.trade)) > 0 ? "" : await statusOf(sale.session)
  must(!PAID.has(status), `getPaymentStatus says ${status} of money that was let go`)
}

async function dataIsJson({ shop, house }: Scene) {
  await shop.captured()
  for (const { method, output } of house.watch.calls) {
    const data: unknown = Object(output).data
    if (data === undefined) continue
    const read: unknown = JSON.parse(JSON.stringify(data))
    must(isDeepStrictEqual(read, withoutUndefined(data)), `the data of ${method} comes back from the database changed`)
  }
}

/** A key without a value is no loss. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined)
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  const kept = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutUndefined(each)]))
}

async function throwsNotReturnsErrors(scene: Scene) {
  const { shop, facts, house } = scene
  const sale = await shop.captured()
  await scene.during("refuse", async () => {
    await shop.try(() => shop.openSession())
    await shop.authorize(await quietly(scene, sale))
    if (facts.refund !== "none") await shop.refund(sale, PRICE)
    await shop.cancel(sale)
  })
  const liar = house.watch.calls.find(({ output }) => Object(output).error !== undefined)
  must(!liar, `${liar?.method} returns { error }: since Medusa 2.5 that is success`)
}

/** A second session, opened while the bank answers well. */
async function quietly({ shop, wire }: Scene, { session }: { session: { id: string } }) {
  wire.calm()
  const { value } = await shop.try(() => shop.open())
  wire.suffer("refuse")
  return value ?? { session: await shop.session(session.id) }
}

/** Certificates are looked at, and nothing goes in the clear. */
async function tlsIsChecked({ shop, facts, wire }: Scene) {
  wire.unproven.clear()
  const sale = await shop.captured()
  if (facts.refund !== "none") await shop.refund(sale, PRICE)
  const [host] = wire.unproven
  must(!host, `speaks to ${host} without TLS, or without a look at its certificate`)
}

async function noUndeclaredHost({ shop, facts, wire }: Scene) {
  const sale = await shop.captured()
  if (facts.refund !== "none") await shop.refund(sale, PRICE)
  must(wire.strangers.size === 0, `speaks to ${[...wire.strangers].join(", ")}, which the facts do not name`)
}

async function typesShipped({ types }: Scene) {
  applies(types !== null, "not given as a package's entry")
  must(types, "the package ships no types of its options")
}

export const contractCases: readonly Case[] = [
  contract("methods-complete", "the server does not start, or breaks at first use", async ({ service }) => {
    const missing = METHODS.filter((name) => typeof Reflect.get(service.prototype, name) !== "function")
    must(missing.length === 0, `has no ${missing.join(", ")}`)
  }),
  contract("identifier", "the dashboard shows a broken name", async ({ service: { identifier } }) => {
    must(/^[a-z0-9]+(-[a-z0-9]+)*$/i.test(identifier), `${identifier} is not words joined by hyphens`)
  }),
  contract("options-guard-the-boot", "a shop without a key opens, and its first buyer finds out", optionsGuardTheBoot, {
    needs: ["required"],
  }),
  contract("initiate", "no buyer can pay", initiate, { gate: "everything" }),
  contract("guest-and-customer", "guests, or customers, cannot pay", guestAndCustomer),
  contract("update", "an updated session loses its trade, or charges the old price", update),
  contract("retrieve-and-status", "staff and jobs see nothing of the payment", retrieveAndStatus),
  contract("data-is-json", "what is read back is not what was written", dataIsJson),
  contract("throws-not-returns-errors", "a refusal is booked as success", throwsNotReturnsErrors),
  contract("tls-is-checked", "whoever is on the way reads the key, and answers in the bank's place", tlsIsChecked),
  contract("types-shipped", "options are guessed, and guessed wrong", typesShipped),
]

/** Judged last: it is about every request of the run. */
export const lastCase: Case = contract(
  "no-undeclared-host",
  "buyers' data goes where nobody expects it",
  noUndeclaredHost,
)
