import { expect, it } from "vitest"
import { decodeAnswer, post } from "../../../src/providers/tappay/wire"

const HOST = "https://sandbox.tappaysdk.com"

it("sends the partner's key in the header and in the body", () => {
  expect(post(HOST, "partner_k", "/tpc/payment/pay-by-prime", { prime: "p" })).toEqual({
    call: "payment/pay-by-prime",
    method: "POST",
    url: `${HOST}/tpc/payment/pay-by-prime`,
    headers: { "content-type": "application/json", "x-api-key": "partner_k" },
    body: '{"partner_key":"partner_k","prime":"p"}',
    timeoutMs: 30_000,
  })
})

it("waits less for a question, which can be asked again", () => {
  expect(post(HOST, "partner_k", "/tpc/transaction/query", {}).timeoutMs).toBe(20_000)
})

it("reads a status with its words, where there are words", () => {
  const read = (text: string) => decodeAnswer({ status: 200, text, headers: {} })
  expect(read('{"status":0,"msg":"Success"}')).toMatchObject({ status: 0, message: "Success" })
  expect(read('{"status":121,"msg":{"a":1}}')).toMatchObject({ status: 121, message: "" })
  expect(read('{"status":121}')).toMatchObject({ status: 121, message: "" })
})
