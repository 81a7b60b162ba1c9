import { ActionRefused, buildGateway, possibleActions, slashDateTime } from "@taiwan-payments/sandbox/kit"

/** 台X銀行 in the sandbox: `startSandbox({ gateways: [taiwanBank()] })`. Faults, journal, clock and notices are the sandbox's own. */

/**
 * @typedef {object} Payment
 * @property {string} order_no
 * @property {string} mid
 * @property {boolean} captures  with the payment, capt_flag 1
 * @property {string} state      "" until somebody pays: 02 authorised, 03 captured, 06 refunded, 12 cancelled, ZF declined
 * @property {number} amount     TWD whole dollars, as all sums here
 * @property {number} captured
 * @property {number} refunded
 * @property {string} result_url
 * @property {string} post_back_url
 * @property {Date} openedAt
 * @property {boolean} refusesNext
 * @property {string} paidAt     on the wall in Taipei
 */

const paths = { auth: "/restapi/auth.ashx", other: "/restapi/other.ashx", page: "/taixbank/pay" }
const cents = (/** @type {number} */ dollars) => String(dollars * 100)
const dollars = (/** @type {unknown} */ text) =>
  /^[1-9]\d{2,11}$/.test(String(text)) ? Number(text) / 100 : Number.NaN

/** @param {{ apiKey?: string }} [account] the key of all its merchants */
export const taiwanBank =
  ({ apiKey = "sk_test_taixbank" } = {}) =>
  (/** @type {import("@taiwan-payments/sandbox/kit").Core} */ core) => {
    /** @type {Map<string, Payment>} */
    const payments = new Map()
    const bank = { core, payments, apiKey, settings: {} }
    return buildGateway({
      id: "taixbank",
      name: "台X銀行 Tai-X Bank",
      endpoints: [paths.auth, paths.other],
      faults: [],
      fidelity: [
        {
          area: "API",
          behaviour: "Two endpoints, JSON, a notice that nobody signs",
          tag: "assumed",
          source: "a fictional bank",
        },
      ],
      state: bank,
      choices: {},
      mount: (app) => mount(app, bank),
      subjectOf: (_path, sent) => /"order_no":"(\w+)"/.exec(sent)?.[1] ?? null,
      trades: () => [...payments.values()],
      find: (id) => payments.get(id),
      noun: "payment",
      view: viewOf,
      actions,
      commands: [],
      accounts: () => [{ apiKey }],
      addAccount: () => {
        throw new ActionRefused("This bank has one account.")
      },
      reset: () => payments.clear(),
    })
  }

/** @typedef {{ core: import("@taiwan-payments/sandbox/kit").Core, payments: Map<string, Payment>, apiKey: string, settings: object }} Bank */

/** @param {import("hono").Hono} app @param {Bank} bank */
function mount(app, bank) {
  app.post(paths.auth, (context) => answer(context, bank, { 1: open }))
  app.post(paths.other, (context) => answer(context, bank, calls))
  app.get(`${paths.page}/:order`, (context) => {
    const payment = bank.payments.get(context.req.param("order"))
    return payment ? context.html(payPage(payment)) : context.notFound()
  })
  app.post(`${paths.page}/:order`, async (context) => {
    const payment = bank.payments.get(context.req.param("order"))
    if (!payment) return context.notFound()
    const { press } = await context.req.parseBody()
    decide(bank, payment, press === "pay" ? "02" : "ZF")
    return context.redirect(payment.post_back_url, 303)
  })
}

/** @typedef {Record<string, string | undefined>} Params */

/** @param {import("hono").Context} context @param {Bank} bank @param {Record<number, (bank: Bank, params: Params) => object>} known */
async function answer(context, bank, known) {
  if (context.req.header("authorization") !== `Bearer ${bank.apiKey}`) return context.json({ error: "bad key" }, 401)
  const { mid, tx_type, params } = await context.req.json()
  const told = known[tx_type]?.(bank, { ...params, mid }) ?? { ret_code: "-96" }
  return context.json({ ver: "1.0.0", tx_type, ret_value: 0, params: told })
}

/** @param {Bank} bank @param {Params} params */
function open(
  { core, payments },
  { order_no = "", mid = "", amt, cur, capt_flag, result_url = "", post_back_url = "" },
) {
  if (payments.has(order_no)) return { ret_code: "-300" }
  const amount = dollars(amt)
  if (!Number.isInteger(amount) || cur !== "NTD" || !/^\w{1,23}$/.test(order_no)) return { ret_code: "-96" }
  const money = { amount, captured: 0, refunded: 0 }
  const urls = { result_url, post_back_url }
  const opened = { openedAt: core.clock.now(), captures: capt_flag === "1", refusesNext: false, paidAt: "" }
  payments.set(order_no, { order_no, mid, state: "", ...money, ...urls, ...opened })
  return { ret_code: "00", hpp_url: `${core.url()}${paths.page}/${order_no}` }
}

/** @type {Record<number, (bank: Bank, params: Params) => object>} */
const calls = {
  3: (bank, { amt, ...about }) => {
    const [payment, sum] = [find(bank, about, "02"), dollars(amt)]
    if (!payment || !(sum <= payment.amount)) return { ret_code: "-96" }
    return seen(Object.assign(payment, { state: "03", captured: sum }))
  },
  5: (bank, { amt, ...about }) => {
    const payment = find(bank, about, "03")
    if (payment?.refusesNext) return refuse(payment)
    return payment && addRefund(payment, dollars(amt)) ? seen(payment) : { ret_code: "-96" }
  },
  7: (bank, about) => {
    const payment = find(bank, about)
    return payment ? seen(payment) : { ret_code: "-323" }
  },
  8: (bank, about) => {
    const payment = find(bank, about, "02")
    return payment ? seen(Object.assign(payment, { state: "12" })) : { ret_code: "-96" }
  },
}

/** A merchant's own payment, in this state if one is named. @param {Bank} bank @param {Params} about @param {string} [state] */
function find({ payments }, { order_no = "", mid }, state) {
  const payment = payments.get(order_no)
  return payment?.mid === mid && (state === undefined || payment?.state === state) ? payment : undefined
}

/** @param {Payment} payment */
function refuse(payment) {
  payment.refusesNext = false
  return { ret_code: "01", ret_msg: "refer to the card's bank" }
}

/** @param {Payment} payment @param {number} sum @returns {boolean} whether so much is left */
function addRefund(payment, sum) {
  const left = payment.captured - payment.refunded - sum
  if (!(sum > 0 && left >= 0)) return false
  Object.assign(payment, { refunded: payment.refunded + sum, state: left === 0 ? "06" : "03" })
  return true
}

/** A payment that nobody has made has no status yet. @param {Payment} payment */
function seen({ order_no, state, amount, captured, refunded, paidAt }) {
  const sums = { tx_amt: cents(amount), settle_amt: cents(captured), refund_trans_amt: cents(refunded) }
  return {
    ret_code: "00",
    order_no,
    ...(state ? { order_status: state } : {}),
    ...(paidAt ? { purchase_date: paidAt } : {}),
    ...sums,
  }
}

/** @param {Bank} bank @param {Payment} payment @param {string} state */
function decide(bank, payment, state) {
  if (payment.state !== "" && payment.state !== "ZF") return
  const isCaptured = state === "02" && payment.captures
  if (state === "02") payment.paidAt = slashDateTime(bank.core.clock.now()).replaceAll("/", "-")
  Object.assign(payment, isCaptured ? { state: "03", captured: payment.amount } : { state })
  tell(bank, payment)
}

/** Sent again after a minute, three times. @param {Bank} bank @param {Payment} payment */
function tell({ core }, payment) {
  const params = { ...seen(payment), ret_code: payment.state === "ZF" ? "05" : "00" }
  const body = JSON.stringify({ ver: "1.0.0", tx_type: 1, ret_value: 0, params })
  core.outbox.send({
    gateway: "taixbank",
    channel: "result_url",
    subject: payment.order_no,
    url: payment.result_url,
    compose: () => ({ method: "POST", contentType: "application/json", body, signature: null }),
    accepts: ({ status }) => status === 200,
    pause: (attempt) => (attempt < 3 ? 60_000 : null),
    ports: null,
  })
}

const isOpen = (/** @type {Payment} */ { state }) => state === "" || state === "ZF"

/** @type {import("@taiwan-payments/sandbox/kit").OfficeAction<Bank, Payment>[]} */
const actions = [
  { name: "pay", label: "Buyer pays", possible: isOpen, run: (bank, payment) => decide(bank, payment, "02") },
  {
    name: "decline",
    label: "Bank declines",
    danger: true,
    possible: isOpen,
    run: (bank, payment) => decide(bank, payment, "ZF"),
  },
  {
    name: "refuse-next",
    label: "Refuse the next refund",
    danger: true,
    possible: ({ state }) => state === "03",
    run: (_bank, payment) => {
      payment.refusesNext = true
    },
  },
  {
    name: "refund",
    label: "Refund at the bank's own desk",
    input: { name: "amount", label: "Amount", value: "1" },
    possible: ({ state }) => state === "03",
    run: (_bank, payment, { amount }) => {
      if (!addRefund(payment, Number(amount))) throw new ActionRefused(`${amount} cannot be given back.`)
    },
  },
  { name: "resend", label: "Send the notice again", possible: ({ state }) => state !== "", run: tell },
]

/** @type {Record<string, string>} */
const words = { "": "open", "02": "authorized", "03": "captured", "06": "refunded", 12: "voided", ZF: "failed" }

/** @param {Payment} payment @returns {import("@taiwan-payments/sandbox/kit").TradeView} */
function viewOf(payment) {
  const { order_no, mid, state, amount, captured, refunded, openedAt } = payment
  return {
    id: order_no,
    merchant: mid,
    reference: order_no,
    method: "card",
    amount,
    state: words[state] ?? state,
    createdAt: openedAt,
    details: { Captured: String(captured), Refunded: String(refunded) },
    actions: possibleActions(actions, payment),
  }
}

/** @param {Payment} payment */
function payPage({ order_no, amount }) {
  return `<!doctype html><html lang="zh-Hant-TW"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>台X銀行</title><style>body{font:1rem/1.6 system-ui;max-width:24rem;margin:3rem auto;padding:0 1rem}button{font:inherit;padding:.6rem 1.2rem;margin:.5rem .5rem 0 0}</style>
<h1>台X銀行</h1><p>訂單 ${order_no}</p><p><strong>NT$${amount}</strong></p>
<form id="pay" method="post"><button name="press" value="pay">付款 Pay</button><button name="press" value="decline">拒絕 Decline</button></form></html>`
}
