import { setTimeout as sleep } from "node:timers/promises"
import { payWithLinePay } from "@taiwan-payments/sandbox/shopper"
import { startPayment } from "../scripts/demo/checkout.mjs"
import { orders } from "./orders.mjs"
import { timed, timesOf } from "./percentiles.mjs"

/**
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {{ orders: import("./orders.mjs").Orders, status: import("./percentiles.mjs").Times }} Others how the others fare
 * @typedef {{ before: Others, during: Others, waiting: { started: number, quiet: number } }} Hanging
 */

const AT_ONCE = 4
const HANGING_AT_ONCE = 12
const QUIET = 12
const SAMPLE_MS = 100

/** A buyer of LINE Pay at its door. @param {Stack} stack */
const linepaySession = ({ store }) => startPayment(store, "pp_linepay_main", "")

/** Agrees in the app, and no browser comes back: only the job can find out, and has to ask. @param {Stack} stack */
async function approveUnseen(stack) {
  const session = await linepaySession(stack)
  await payWithLinePay(session.data.start_url, { outcome: "leave" })
  const office = stack.sandbox.gateway("linepay")
  await office.act(office.trades().at(-1)?.id ?? "", "authenticate", {})
}

/** Buyers who want to leave for a gateway that never answers, again and again. @param {string[]} addresses @param {{ isOver: boolean, started: number }} state */
function besiege(addresses, state) {
  return Promise.all(
    addresses.map(async (address) => {
      while (!state.isOver) {
        state.started += 1
        await fetch(address, { redirect: "manual" }).then((response) => response.text())
        await sleep(SAMPLE_MS)
      }
    }),
  )
}

/** Milliseconds of the status route, which every waiting buyer's page asks. @param {Stack} stack @param {string} session @param {{ isOver: boolean }} state */
async function askStatus({ url }, session, state) {
  const times = []
  while (!state.isOver) {
    times.push(
      (await timed(() => fetch(`${url}/pay/sessions/${session}/status`).then((response) => response.text())))[1],
    )
    await sleep(SAMPLE_MS)
  }
  return timesOf(times)
}

/** @param {Stack} stack @param {number} count @param {string} session @returns {Promise<Others>} */
async function measure(stack, count, session) {
  const state = { isOver: false }
  const status = askStatus(stack, session, state)
  const made = await orders(stack, count, AT_ONCE).finally(() => {
    state.isOver = true
  })
  return { orders: made, status: await status }
}

/**
 * Orders by ECPay's card, first while all gateways answer, then while LINE Pay never does: buyers who start there, and approved payments
 * that the job asks about.
 * @param {Stack} stack @param {number} count @returns {Promise<Hanging>}
 */
export async function hanging(stack, count) {
  const { id } = await startPayment(stack.store, "pp_ecpay-credit_main", "")
  await measure(stack, Math.ceil(count / 4), id)
  const before = await measure(stack, count, id)
  for (let each = 0; each < QUIET; each += 1) await approveUnseen(stack)
  /** @type {string[]} */
  const addresses = []
  while (addresses.length < HANGING_AT_ONCE) addresses.push((await linepaySession(stack)).data.start_url)
  const fault = stack.sandbox.fault({ kind: "hang", gateway: "linepay", count: null })
  const state = { isOver: false, started: 0 }
  const siege = besiege(addresses, state)
  await sleep(5_000)
  try {
    const during = await measure(stack, count, id)
    const [{ quiet }] = await stack.query(
      "select count(*)::int as quiet from taiwan_payment_exchange where gateway = 'linepay' and status is null",
    )
    return { before, during, waiting: { started: state.started, quiet } }
  } finally {
    state.isOver = true
    stack.sandbox.faults.remove(fault.id)
    await siege
  }
}
