import { setTimeout as sleep } from "node:timers/promises"
import { openPage, payByCard, payNewebpayByCard, payWithPayuni } from "@taiwan-payments/sandbox/shopper"
import { startPayment } from "../demo/checkout.mjs"

/**
 * A shop on trial.
 * @typedef {object} Shop
 * @property {string} url
 * @property {string} storefront   where buyers go back to
 * @property {import("../demo/medusa-api.mjs").Api} store
 * @property {(sql: string, values?: unknown[]) => Promise<any[]>} query
 * @property {string} logFile
 * @property {{ url: string, clock: { now: () => Date } }} sandbox  what the shop takes for its gateways
 *
 * A payment that began, and for gateways that sign the genuine notice that it is paid: made by a sandbox that is none of the shop's,
 * so that the shop's own gateway knows nothing of it.
 * @typedef {object} Bait
 * @property {string} provider     such as "ecpay-credit_main"
 * @property {string} sessionId
 * @property {string} attemptId
 * @property {string} tradeNo
 * @property {{ body: string, proof: string[] } | null} notice  `proof` names its fields: digest first, what is signed second
 * @property {boolean} told        the shop has had its genuine notice
 */

/** @typedef {import("@taiwan-payments/sandbox/shopper").Browsing} Browsing */
/** @typedef {import("@taiwan-payments/sandbox/shopper").Page} Page */

/** @type {Record<string, { proof: string[], pay: (url: string, browsing: Browsing) => Promise<Page> }>} */
const signing = {
  "ecpay-credit": { proof: ["CheckMacValue", "TradeAmt"], pay: payByCard },
  "newebpay-credit": { proof: ["TradeSha", "TradeInfo"], pay: payNewebpayByCard },
  "payuni-credit": {
    proof: ["HashInfo", "EncryptInfo"],
    pay: (url, browsing) => payWithPayuni(url, { tool: "Credit", ...browsing }),
  },
}

/** Those that sign nothing: whatever is said, the shop's own gateway is asked, and there nobody has paid. */
const asking = ["tappay-card", "jkopay", "linepay"]

/** @param {Shop} shop @param {string} method @returns {Promise<Bait & { form: import("@taiwan-payments/sandbox/shopper").PageForm | undefined }>} */
async function begin(shop, method) {
  const session = await startPayment(shop.store, `pp_${method}_main`, `${shop.storefront}/payment/return`)
  const page = await openPage(session.data.start_url, {
    autoSubmit: false,
    closeBefore: ({ url }) => !url.startsWith(shop.url),
  })
  const [attempt] = await shop.query("select id, trade_no from taiwan_payment_attempt where session_id = $1", [
    session.id,
  ])
  const about = {
    provider: `${method}_main`,
    sessionId: session.id,
    attemptId: attempt?.id ?? "",
    tradeNo: attempt?.trade_no ?? "",
  }
  return { ...about, notice: null, told: false, form: page.form("departure") }
}

/** @param {Shop} shop @param {string} method @returns {Promise<Bait>} */
async function beginSigned(shop, method) {
  const { form, ...bait } = await begin(shop, method)
  const way = signing[method]
  if (!form || !way) throw new Error(`${method} gave no form`)
  return { ...bait, notice: { body: await noticeOf(shop, form, way.pay), proof: way.proof } }
}

/**
 * The genuine notice of a form's payment, as a sandbox of its own makes it; it is sent to nobody, and the browser does not come back.
 * @param {Shop} shop @param {{ action: string, fields: Record<string, string> }} form @param {(url: string, browsing: Browsing) => Promise<Page>} pay
 */
async function noticeOf(shop, form, pay) {
  const { startSandbox } = await import("@taiwan-payments/sandbox")
  const forge = await startSandbox({ now: shop.sandbox.clock.now() })
  try {
    forge.fault({ kind: "drop", count: null })
    const action = form.action.replace(shop.sandbox.url, forge.url)
    const body = new URLSearchParams(form.fields)
    const posted = await fetch(action, { method: "POST", body, headers: { accept: "text/html" }, redirect: "manual" })
    if (posted.status >= 400 || !posted.headers.get("location"))
      throw new Error(`a sandbox refused the form for ${action}: ${posted.status} ${await posted.text()}`)
    const begin = new URL(posted.headers.get("location") ?? "", action).href
    const { status, html } = await pay(begin, { closeBefore: ({ url }) => !url.startsWith(forge.url) })
    await forge.settled()
    const [sent] = forge.outbox.list().flatMap(({ attempts }) => attempts)
    if (!sent) throw new Error(`a sandbox made no notice of ${begin}; its page: ${status} ${html.slice(0, 500)}`)
    return sent.sent
  } finally {
    await forge.close()
  }
}

/** Has the shop told the truth. @param {Shop} shop @param {Bait} bait @returns {Promise<void>} */
export async function tellTruth(shop, { provider, notice, sessionId }) {
  const headers = { "content-type": "application/x-www-form-urlencoded" }
  const answer = await fetch(`${shop.url}/pay/${provider}/notify`, {
    method: "POST",
    headers,
    body: notice?.body ?? "",
  })
  if (!answer.ok) throw new Error(`${provider} refused the genuine notice: ${answer.status} ${await answer.text()}`)
  await untilApplied(shop, sessionId)
}

/** @param {Shop} shop @param {string} sessionId */
async function untilApplied(shop, sessionId) {
  const sql =
    "select 1 from taiwan_payment_attempt where session_id = $1 and applied_at is not null and apply_at is null and state = 'captured'"
  for (const deadline = Date.now() + 60_000; ; await sleep(200)) {
    if ((await shop.query(sql, [sessionId])).length > 0) return
    if (Date.now() > deadline) throw new Error(`${sessionId} was not applied after its genuine notice`)
  }
}

/**
 * Of each gateway that signs one payment whose genuine notice nobody has sent, and one that is paid; of each of the others one that
 * nobody has paid.
 * @param {Shop} shop @returns {Promise<Bait[]>}
 */
export async function layBait(shop) {
  const baits = []
  for (const method of Object.keys(signing)) {
    baits.push(await beginSigned(shop, method))
    const paid = await beginSigned(shop, method)
    await tellTruth(shop, paid)
    baits.push({ ...paid, told: true })
  }
  for (const method of asking) {
    const { form: _, ...bait } = await begin(shop, method)
    baits.push(bait)
  }
  return baits
}
