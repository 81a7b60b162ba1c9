import { createRequire } from "node:module"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { captureNow, type Merchant, openMerchant, order, PARTNER_KEY } from "./tappay-merchant.js"

type Call = (data: object) => Promise<Record<string, unknown>>

/** TapPay's own client for Node. It has no types. */
interface TapPayClient {
  initialize(options: { partner_key: string; env: "sandbox" | "production" }): void
  payByPrime: Call
  payByToken: Call
  refund: Call
  getRecords: Call
  getRecordHistory: Call
  capToday: Call
  bindCard: Call
  removeCard: Call
}

const load = createRequire(import.meta.url)
const client = load("tappay-nodejs") as TapPayClient

interface Axios {
  interceptors: { request: { use(change: (config: object) => object): number; eject(id: number): void } }
}
const axios = createRequire(load.resolve("tappay-nodejs"))("axios") as Axios

let merchant: Merchant
let redirection: number
beforeEach(async () => {
  merchant = await openMerchant()
  client.initialize({ partner_key: PARTNER_KEY, env: "sandbox" })
  // Its host is fixed. Everything else is sent unchanged.
  const here = { baseURL: merchant.world.sandbox.url }
  redirection = axios.interceptors.request.use((config) => ({ ...config, ...here }))
})
afterEach(async () => {
  axios.interceptors.request.eject(redirection)
  await merchant.world.close()
})

/** Arguments without the key, which the client adds. */
function payment(changes: object): object {
  return { ...order(merchant.world, changes), partner_key: undefined }
}

describe("tappay-nodejs", () => {
  it("is refused with a wrong key", async () => {
    client.initialize({ partner_key: "partner_wrong", env: "sandbox" })
    expect(await client.payByPrime(payment({ prime: await merchant.prime() }))).toMatchObject({ status: 81 })
  })

  it("pays by prime, looks the record up, refunds, and reads the history", async () => {
    const paid = await client.payByPrime(payment({ prime: await merchant.prime() }))
    expect(paid).toMatchObject({ status: 0, amount: 1060 })
    const { rec_trade_id } = paid
    await captureNow(merchant)
    const found = await client.getRecords({ filters: { rec_trade_id } })
    expect(found).toMatchObject({ status: 2, number_of_transactions: 1, trade_records: [{ record_status: 1 }] })
    expect(await client.refund({ rec_trade_id, amount: 60, bank_refund_id: "R1" })).toMatchObject({ status: 0 })
    expect(await client.refund({ rec_trade_id, amount: 60, bank_refund_id: "R1" })).toMatchObject({ status: 6002 })
    const { trade_history } = await client.getRecordHistory({ rec_trade_id })
    expect(trade_history).toHaveLength(3)
  })

  it("captures today", async () => {
    const paid = await client.payByPrime(payment({ prime: await merchant.prime(), delay_capture_in_days: -1 }))
    const answer = await client.capToday({ rec_trade_id: paid.rec_trade_id })
    expect(answer).toMatchObject({ status: 0, cap_millis: expect.any(Number) })
  })

  it("binds a card, pays by its token, and removes it", async () => {
    const bound = await client.bindCard(payment({ prime: await merchant.prime() }))
    expect(bound).toMatchObject({ status: 0, card_secret: { card_key: expect.any(String) } })
    const secret = { ...Object(bound.card_secret) }
    expect(await client.payByToken(payment(secret))).toMatchObject({ status: 0 })
    expect(await client.removeCard({ ...secret })).toMatchObject({ status: 0 })
    expect(await client.payByToken(payment(secret))).toMatchObject({ status: 2011 })
  })
})
