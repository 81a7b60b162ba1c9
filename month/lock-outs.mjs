import { createHash } from "node:crypto"
import { testAccount } from "../scripts/lib/medusa.mjs"

/** @typedef {import("./stack.mjs").Stack} Stack @typedef {import("./plan.mjs").Step} Step */

/** @typedef {import("./audit/books.mjs").Refusal} Refusal */

const TRIES = 260
/** What nobody ever bought. */
const UNKNOWN = "unknown"

/**
 * Questions that a gateway answers with nothing but that the account is locked out, as they come from now on; not those of whoever
 * caused it.
 * @param {import("@taiwan-payments/sandbox").Sandbox} sandbox @returns {Refusal[]}
 */
export function hearRefusals({ journal }) {
  /** @type {Refusal[]} */
  const heard = []
  const record = journal.record.bind(journal)
  journal.record = (entry) => {
    record(entry)
    const { at, gateway, endpoint, sent, status, answered } = entry
    const isRefused = status === 403 || answered.includes("TRA10071")
    if (isRefused && endpoint.includes("QueryTradeInfo") && !sent.includes(`=${UNKNOWN}`)) heard.push({ at, gateway })
  }
  return heard
}

/**
 * Something else that has the merchant's keys, a bookkeeper's program perhaps, asks until the gateway answers nobody any more: ECPay by
 * 403 for half an hour, NewebPay by TRA10071 for four.
 * @param {Stack} stack @param {Step} step
 */
export async function lockOut(stack, { gateway = "" }) {
  const ask = gateway === "newebpay" ? askNewebpay : askEcpay
  for (let tries = 0; tries < TRIES; tries++) if (await ask(stack)) return
  throw new Error(`${gateway} did not lock the account out`)
}

/** The program waits for no gateway that hangs. @param {URLSearchParams} body */
const asked = (body) => ({ method: "POST", body, signal: AbortSignal.timeout(10_000) })

/** @param {Stack} stack */
async function askEcpay({ sandbox }) {
  const body = new URLSearchParams({ MerchantID: testAccount.ECPAY_MERCHANT_ID, MerchantTradeNo: UNKNOWN })
  const { status } = await fetch(`${sandbox.url}/Cashier/QueryTradeInfo/V5`, asked(body))
  return status === 403
}

/** About an order that NewebPay does not know. @param {Stack} stack */
async function askNewebpay({ sandbox }) {
  const { NEWEBPAY_MERCHANT_ID: MerchantID, NEWEBPAY_HASH_KEY: key, NEWEBPAY_HASH_IV: iv } = testAccount
  const about = { Amt: "100", MerchantID, MerchantOrderNo: UNKNOWN }
  const text = `IV=${iv}&${new URLSearchParams(about)}&Key=${key}`
  const CheckValue = createHash("sha256").update(text).digest("hex").toUpperCase()
  const TimeStamp = String(Math.floor(sandbox.clock.now().getTime() / 1000))
  const body = new URLSearchParams({ ...about, CheckValue, TimeStamp, Version: "1.3", RespondType: "JSON" })
  const answer = await fetch(`${sandbox.url}/API/QueryTradeInfo`, asked(body))
  return (await answer.text()).includes("TRA10071")
}
