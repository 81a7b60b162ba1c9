import { createRequire } from "node:module"
import type * as LinePayMerchant from "line-pay-merchant"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { payWithLinePay } from "../src/shopper/index.js"
import { CHANNEL, CONTRACTED, order } from "./linepay-merchant.js"
import { openWorld, type World } from "./shop.js"

/** Loaded as CommonJS, so that this test can redirect the client's own axios. */
const load = createRequire(import.meta.url)
const linePay = load("line-pay-merchant") as typeof LinePayMerchant

interface Axios {
  defaults: { adapter: (config: { baseURL?: string }) => Promise<unknown> }
}
const axios = createRequire(load.resolve("line-pay-merchant"))("axios") as Axios
const { adapter } = axios.defaults

let world: World
beforeEach(async () => {
  world = await openWorld()
  // Its host is fixed. Everything else is sent unchanged.
  axios.defaults.adapter = (config) => adapter({ ...config, baseURL: world.sandbox.url })
})
afterEach(async () => {
  axios.defaults.adapter = adapter
  await world.close()
})

function client({ channelId, channelSecret } = CHANNEL, timeout = 5000) {
  return linePay.createLinePayClient({ channelId, channelSecretKey: channelSecret, env: "development", timeout })
}

type Body = LinePayMerchant.RequestRequestBody
const body = (changes: object = {}) => order(changes) as Body

async function approved(merchant = client(), changes: object = {}) {
  const placed = await merchant.request.send({ body: body(changes) })
  await payWithLinePay(placed.body.info.paymentUrl.web, { closeBefore: ({ url }) => url.includes("/confirm?") })
  return placed.body.info.transactionId
}

const sum = { amount: 1060, currency: "TWD" as const }

describe("line-pay-merchant", () => {
  it("is refused with a wrong secret", async () => {
    const wrong = client({ ...CHANNEL, channelSecret: "wrong" })
    await expect(wrong.request.send({ body: body() })).rejects.toMatchObject({ data: { returnCode: "1106" } })
  })

  it("reads refusals as such", async () => {
    const merchant = client()
    const dear = merchant.request.send({ body: body({ amount: 1061 }) })
    await expect(dear).rejects.toMatchObject({ data: { returnCode: "1124" } })
    const details = merchant.paymentDetails.send({ params: { orderId: ["A1", "B2"] } })
    await expect(details).rejects.toMatchObject({ data: { returnCode: "1150" } })
  })

  it("places, checks, confirms, looks up and refunds, with exact numbers", async () => {
    const merchant = client()
    const transactionId = await approved(merchant, { options: { extra: { branchName: "台北" } } })
    expect((await merchant.checkPaymentStatus.send({ transactionId, params: {} })).body.returnCode).toBe("0110")
    const confirmed = await merchant.confirm.send({ transactionId, body: sum })
    expect(confirmed.body.info).toMatchObject({ transactionId, payInfo: [{ amount: 1060 }] })
    const refunded = await merchant.refund.send({ transactionId, body: { refundAmount: 60 } })
    const details = await merchant.paymentDetails.send({ params: { transactionId: [transactionId] } })
    expect(details.body.info).toMatchObject([
      {
        transactionId,
        payStatus: "CAPTURE",
        refundList: [{ refundTransactionId: refunded.body.info.refundTransactionId, refundAmount: -60 }],
      },
    ])
    await merchant.refund.send({ transactionId, body: {} })
    const again = merchant.refund.send({ transactionId, body: {} })
    await expect(again).rejects.toMatchObject({ data: { returnCode: "1165" } })
  })

  it("captures and voids", async () => {
    const merchant = client(CONTRACTED)
    const options = { payment: { capture: false } }
    const captured = await approved(merchant, { options })
    await merchant.confirm.send({ transactionId: captured, body: sum })
    await merchant.capture.send({ transactionId: captured, body: { amount: 600, currency: "TWD" } })
    const voided = await approved(merchant, { options })
    await merchant.confirm.send({ transactionId: voided, body: sum })
    expect((await merchant.void.send({ transactionId: voided })).body.returnCode).toBe("0000")
  })

  it("pays by regKey", async () => {
    const merchant = client(CONTRACTED)
    const transactionId = await approved(merchant, { options: { payment: { payType: "PREAPPROVED" } } })
    const { regKey = "" } = (await merchant.confirm.send({ transactionId, body: sum })).body.info
    expect((await merchant.checkRegKey.send({ regKey, params: {} })).body.returnCode).toBe("0000")
    const again = { ...sum, orderId: "K1", productName: "茶葉訂閱" }
    await merchant.payPreapproved.send({ regKey, body: again })
    await merchant.expireRegKey.send({ regKey })
    await expect(merchant.checkRegKey.send({ regKey, params: {} })).rejects.toMatchObject({
      data: { returnCode: "1193" },
    })
  })

  it("recovers a confirm whose answer came too late, from details", async () => {
    const merchant = client(CHANNEL, 300)
    const recover = linePay.createPaymentDetailsRecoveryHandler<"confirm">((request, details) =>
      linePay.paymentDetailsToConfirm(request, details),
    )
    merchant.confirm.addHandlers(recover)
    const transactionId = await approved(merchant)
    world.sandbox.fault({ kind: "slow-reply", endpoint: "/v3/payments/:transactionId/confirm", milliseconds: 800 })
    const { body: recovered } = await merchant.confirm.send({ transactionId, body: sum, timeout: 300 })
    expect(recovered.info).toMatchObject({ transactionId, payStatus: "CAPTURE" })
    const second = await merchant.confirm.send({ transactionId, body: sum })
    expect(second.comments).toMatchObject({ originalLinePayApiError: { data: { returnCode: "1172" } } })
  })
})
