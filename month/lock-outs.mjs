import { createHash } from "node:crypto"
import { testAccount } from "../scripts/lib/medusa.mjs"

/** @typedef {import("./stack.mjs").Stack} Stack @typedef {import("./plan.mjs").Step} Step */

const TRIES = 260

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

/** @param {Stack} stack */
async function askEcpay({ sandbox }) {
  const body = new URLSearchParams({ MerchantID: testAccount.ECPAY_MERCHANT_ID, MerchantTradeNo: "unknown" })
  const { status } = await fetch(`${sandbox.url}/Cashier/QueryTradeInfo/V5`, { method: "POST", body })
  return status === 403
}

/** About an order that NewebPay does not know. @param {Stack} stack */
async function askNewebpay({ sandbox }) {
  const { NEWEBPAY_MERCHANT_ID: MerchantID, NEWEBPAY_HASH_KEY: key, NEWEBPAY_HASH_IV: iv } = testAccount
  const about = { Amt: "100", MerchantID, MerchantOrderNo: "unknown" }
  const text = `IV=${iv}&${new URLSearchParams(about)}&Key=${key}`
  const CheckValue = createHash("sha256").update(text).digest("hex").toUpperCase()
  const TimeStamp = String(Math.floor(sandbox.clock.now().getTime() / 1000))
  const body = new URLSearchParams({ ...about, CheckValue, TimeStamp, Version: "1.3", RespondType: "JSON" })
  const answer = await fetch(`${sandbox.url}/API/QueryTradeInfo`, { method: "POST", body })
  return (await answer.text()).includes("TRA10071")
}
