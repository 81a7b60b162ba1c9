import { randomBytes } from "node:crypto"
import { testAccount } from "../scripts/lib/medusa.mjs"
import { lockOut } from "./lock-outs.mjs"
import { optionsOf } from "./servers.mjs"

/**
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {import("./plan.mjs").Step} Step
 * @typedef {import("./random.mjs").Random} Random
 * @typedef {() => unknown} Undo what ends it again
 * @typedef {(stack: Stack, step: Step, random: Random) => Promise<Undo | void>} Event
 */

/** @type {Event} */
async function fails({ sandbox }, { gateway = "", fault = "http-500" }) {
  const { id } = sandbox.fault({ kind: fault, gateway, count: null })
  return () => sandbox.faults.remove(id)
}

/** @type {Event} */
async function holdNotices({ sandbox }) {
  sandbox.outbox.stop()
  return () => sandbox.outbox.resume()
}

/** @param {Stack} stack @param {Random} random */
function sentNotice({ sandbox }, random) {
  const sent = sandbox.outbox.list().filter(({ attempts }) => attempts.length > 0)
  return sent.length > 0 ? random.pick(sent) : null
}

/** @param {string} url @param {string} body */
async function post(url, body) {
  const type = body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded"
  const response = await fetch(url, { method: "POST", body, headers: { "content-type": type } })
  return response.text()
}

/** @type {Event} */
async function replay(stack, _step, random) {
  const notice = sentNotice(stack, random)
  if (notice) await post(notice.url, notice.attempts[0]?.sent ?? "")
}

/** Some digit of it is another one. @type {Event} */
async function alter(stack, _step, random) {
  const notice = sentNotice(stack, random)
  const body = notice?.attempts[0]?.sent ?? ""
  const digits = [...body.matchAll(/\d/g)]
  if (!notice || digits.length === 0) return
  const { index = 0 } = random.pick(digits)
  await post(notice.url, body.slice(0, index) + String((Number(body[index]) + 1) % 10) + body.slice(index + 1))
}

/** That somebody's open payment succeeded, said by nobody who could know. @type {Event} */
async function forge({ postgres, servers }, { gateway = "" }) {
  const sql =
    "select trade_no, amount, provider_id from taiwan_payment_attempt where gateway = $1 and paid_at is null order by created_at desc limit 1"
  const [attempt] = await postgres.query(sql, [gateway])
  if (!attempt) return
  const claim = { MerchantTradeNo: attempt.trade_no, RtnCode: "1", TradeAmt: String(attempt.amount), Status: "SUCCESS" }
  const seal = { CheckMacValue: randomBytes(32).toString("hex").toUpperCase(), order_number: attempt.trade_no }
  const url = `${servers.url}/pay/${attempt.provider_id.replace(/^pp_/, "")}/notify`
  await post(url, new URLSearchParams({ ...claim, ...seal }).toString())
  await post(
    url,
    JSON.stringify({ transaction: { platform_order_id: attempt.trade_no, status: 0 }, ...seal, status: 0 }),
  )
}

/** The gateway's keys change, and the shop is deployed with the new ones beside the old. @type {Event} */
async function rotateKeys({ sandbox, servers, manual }) {
  const keys = { hashKey: randomBytes(8).toString("hex"), hashIv: randomBytes(8).toString("hex") }
  const merchantId = testAccount.ECPAY_MERCHANT_ID
  const old = sandbox
    .gateway("ecpay")
    .accounts()
    .find((account) => account.merchantId === merchantId)
  sandbox.gateway("ecpay").addAccount({ ...old, hashKey: keys.hashKey, hashIV: keys.hashIv })
  const previousKeys = [{ hashKey: old?.hashKey, hashIv: old?.hashIV }]
  await servers.configure({
    ...{ ECPAY_HASH_KEY: keys.hashKey, ECPAY_HASH_IV: keys.hashIv },
    ECPAY_OPTIONS: JSON.stringify({ ...optionsOf("ecpay", manual), previousKeys }),
  })
}

/** By which variable the shop's configuration has a gateway at all. @type {Readonly<Record<string, keyof typeof testAccount>>} */
const NAMED_BY = { linepay: "LINEPAY_CHANNEL_ID", jkopay: "JKOPAY_API_KEY", payuni: "PAYUNI_MER_ID" }

/** @type {Event} */
async function takeOut({ servers }, { gateway = "" }) {
  const name = NAMED_BY[gateway]
  if (!name) return
  await servers.configure({ [name]: undefined })
  return () => servers.configure({ [name]: testAccount[name] })
}

/** @type {Event} */
async function cutConnections({ postgres }) {
  await postgres.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name <> 'auditor'`,
  )
}

/** @type {Event} */
async function wrongProcessClock({ servers }, _step, random) {
  const [index, seconds] = [random.whole(4), random.pick([-100, -40, 15, 50, 100])]
  servers.wrongClock(index, seconds * 1000)
  return () => servers.wrongClock(index, 0)
}

/** @type {Event} */
async function wrongGatewayClock({ sandbox }, { gateway = "" }, random) {
  sandbox.gateway(gateway).configure({ clockSkewSeconds: random.pick([-120, -60, 60, 120]) })
  return () => sandbox.gateway(gateway).configure({ clockSkewSeconds: 0 })
}

/** @type {Readonly<Record<string, Event>>} */
export const world = {
  "a process is killed": ({ servers }, _step, random) => servers.kill(random.whole(4)),
  "database connections are cut": cutConnections,
  "PostgreSQL restarts": ({ postgres }) => postgres.restart(),
  "Redis restarts": async ({ redis }) => redis?.restart(),
  "a gateway is down": fails,
  "a gateway hangs": fails,
  "notices are held back": holdNotices,
  "notices are replayed": replay,
  "notices are altered": alter,
  "notices are forged": forge,
  "keys are rotated": rotateKeys,
  "a gateway is taken out": takeOut,
  "the account is locked out": lockOut,
  "a process's clock is off": wrongProcessClock,
  "a gateway's clock is off": wrongGatewayClock,
}

/** The lender's word about a buyer who has applied. @type {Readonly<Record<string, "confirm" | "decline">>} */
export const lender = { "lender agrees": "confirm", "lender refuses": "decline" }
