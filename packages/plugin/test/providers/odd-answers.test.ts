import { expect, it } from "vitest"
import { jkopay } from "../../src/providers/jkopay/gateway"
import { linepay } from "../../src/providers/linepay/gateway"
import { tappay } from "../../src/providers/tappay/gateway"
import type { MerchantAccount } from "../../src/toolkit/contract/merchant-account"
import type { Method } from "../../src/toolkit/contract/method"
import type { OperationRequest } from "../../src/toolkit/contract/operation"
import { isPaymentError } from "../../src/toolkit/payment-error"
import { twd, ZERO } from "../../src/toolkit/twd"
import { answer, held } from "../scripted-gateway"

const SHOP = {
  environment: { sandbox: "http://localhost:4545" },
  backendUrl: "https://api.shop.tw",
  storefrontUrl: "https://shop.tw",
}
const TRADE_NO = "0123456789ABCDEFGHIJ"
const NOW = new Date("2026-11-22T04:00:00Z")

const ACCOUNTS = {
  linepay: linepay.openAccount({ ...SHOP, channelId: "1234567890", channelSecret: "0123456789abcdef" }).account,
  jkopay: jkopay.openAccount({ ...SHOP, apiKey: "api-key", secretKey: "secret-key", storeId: "store" }).account,
  tappay: tappay.openAccount({
    ...SHOP,
    partnerKey: "partner_key",
    appId: 1,
    appKey: "app_key_of_shop",
    merchantIds: { card: "shop_CTBC" },
  }).account,
}
const METHODS: Readonly<Record<keyof typeof ACCOUNTS, readonly Method[]>> = {
  linepay: linepay.methods,
  jkopay: jkopay.methods,
  tappay: tappay.methods,
}

/** No text can be made of it: `String` and `Number` throw. */
const ODD = { toString: 1, valueOf: 1 }

const ANSWERS: Readonly<Record<keyof typeof ACCOUNTS, readonly object[]>> = {
  linepay: [
    { returnCode: ODD },
    { returnCode: "0000", returnMessage: ODD },
    { returnCode: "0000", info: [{ orderId: TRADE_NO, transactionType: "PAYMENT", payStatus: ODD }] },
    {
      returnCode: "0000",
      info: [
        {
          ...{ orderId: TRADE_NO, transactionType: "PAYMENT", payStatus: "CAPTURE", transactionId: ODD },
          ...{ transactionDate: ODD, payInfo: [{ method: ODD, amount: ODD, maskedCreditCardNumber: ODD }] },
          ...{ refundList: [{ refundAmount: ODD }], authorizationExpireDate: ODD },
        },
      ],
    },
  ],
  jkopay: [
    { result: ODD },
    { result: "000", message: ODD },
    { result: "000", result_object: { transactions: [{ platform_order_id: TRADE_NO, status: ODD }] } },
    {
      result: "000",
      result_object: {
        transactions: [
          {
            ...{ platform_order_id: TRADE_NO, status: 0, final_price: ODD, trans_time: ODD, tradeNo: ODD },
            ...{ channel_type: ODD, refund_history: [{ amount: ODD, refund_order_id: ODD }] },
          },
        ],
      },
    },
  ],
  tappay: [
    { status: ODD },
    { status: 0, msg: ODD },
    {
      status: 0,
      number_of_transactions: 1,
      trade_records: [
        {
          ...{ bank_transaction_id: TRADE_NO, record_status: ODD, bank_result_msg: ODD, original_amount: ODD },
          ...{ refunded_amount: ODD, merchant_id: ODD, auth_code: ODD, card_info: { bin_code: ODD, issuer: ODD } },
        },
      ],
    },
  ],
}

const CASES = Object.entries(ANSWERS).flatMap(([gateway, answers]) =>
  answers.map((body) => [gateway as keyof typeof ACCOUNTS, JSON.stringify(body)] as const),
)

function requestFor(gateway: keyof typeof ACCOUNTS): OperationRequest {
  const [method] = METHODS[gateway]
  if (!method) throw new Error("It has a method.")
  const trade = { tradeNo: TRADE_NO, method, amount: twd(1000), reference: "1", startedAt: NOW, voucherKnown: false }
  const money = { amount: twd(1000), captured: twd(1000), refunded: ZERO }
  return { trade: { ...trade, details: {} }, ...money, key: "k", since: NOW, resumed: true }
}

async function outcomeOf(
  call: () => ReturnType<MerchantAccount["query"]> | ReturnType<NonNullable<MerchantAccount["refund"]>>,
  text: string,
) {
  try {
    return await held<unknown>(call(), () => answer(text))
  } catch (error) {
    if (isPaymentError(error)) return error
    throw error
  }
}

it.each(CASES)("%s: an odd answer is no fault of ours: %s", async (gateway, text) => {
  const account = ACCOUNTS[gateway]
  const request = requestFor(gateway)
  const moment = { now: NOW, nonce: () => "nonce" }
  await expect(outcomeOf(() => account.query(request.trade, moment), text)).resolves.toBeDefined()
  const { refund } = account
  if (refund) await expect(outcomeOf(() => refund(request, moment), text)).resolves.toBeDefined()
})
