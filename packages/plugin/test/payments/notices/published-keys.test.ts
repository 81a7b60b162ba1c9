import { beforeEach, describe, expect, it } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { type MethodAccount, openMethodAccount } from "../../../src/payments/method-account"
import { receiveNotice } from "../../../src/payments/notices/receive"
import { ecpay } from "../../../src/providers/ecpay/gateway"
import { checkMacValue } from "../../../src/providers/ecpay/wire"
import { newebpay } from "../../../src/providers/newebpay/gateway"
import { payuni } from "../../../src/providers/payuni/gateway"
import type { Gateway, RawMessage } from "../../../src/toolkit/contract/gateway"
import type { KeyPair } from "../../../src/toolkit/key-pair"
import { LIVE_OPTIONS, methodOf, STAGE_KEYS } from "../../ecpay-account"
import * as newebpayWords from "../../providers/newebpay/speech"
import * as payuniWords from "../../providers/payuni/messages"
import { eventsOf, newAttempt, useShop } from "../../shop-database"

/** A gateway whose notices are signed: a live account of it, and its word that a trade is paid, under whatever keys. */
interface Signing {
  readonly gateway: Gateway
  readonly options: Readonly<Record<string, unknown>>
  readonly own: KeyPair
  /** Keys that the vendor has published for tests. */
  readonly published: KeyPair
  paid(tradeNo: string, keys: KeyPair): RawMessage
}

const SIGNING: readonly Signing[] = [
  {
    gateway: ecpay,
    options: { ...LIVE_OPTIONS },
    own: { hashKey: LIVE_OPTIONS.hashKey, hashIv: LIVE_OPTIONS.hashIv },
    published: STAGE_KEYS,
    paid: (tradeNo, keys) => {
      const fields = {
        ...{ MerchantID: LIVE_OPTIONS.merchantId, MerchantTradeNo: tradeNo, TradeNo: "2611221830051234" },
        ...{ RtnCode: "1", RtnMsg: "Succeeded", TradeAmt: "1000", PaymentType: "Credit_CreditCard" },
        ...{ PaymentDate: "2026/11/22 18:31:40", SimulatePaid: "0" },
      }
      return newebpayWords.post({ ...fields, CheckMacValue: checkMacValue(fields, keys) })
    },
  },
  {
    gateway: newebpay,
    options: { ...newebpayWords.OPTIONS },
    own: newebpayWords.KEYS,
    published: { hashKey: "Fs5cX1TGqYM2PpdbE14a9H83YQSQF5jn", hashIv: "C6AcmfqJILwgnhIP" },
    paid: (tradeNo, keys) => newebpayWords.notice({ ...newebpayWords.CARD, MerchantOrderNo: tradeNo }, {}, keys),
  },
  {
    gateway: payuni,
    options: { ...payuniWords.OPTIONS },
    own: payuniWords.KEYS,
    published: { hashKey: "12345678901234567890123456789012", hashIv: "1234567890123456" },
    paid: (tradeNo, keys) => {
      const { MER_ID, PAID, raw, sealed } = payuniWords
      return raw(sealed({ ...PAID, MerTradeNo: tradeNo, TradeAmt: "1000" }, keys, { MerID: MER_ID }))
    },
  },
]

const place = useShop()

describe.each(SIGNING.map((signing) => [signing.gateway.name.en, signing] as const))(
  "%s, an account with keys of its own",
  (_name, { gateway, options, own, published, paid }) => {
    let attempt: Attempt
    const account = (more: object = {}): MethodAccount =>
      openMethodAccount(gateway, methodOf("credit", gateway), { ...options, ...more })
    const tell = (keys: KeyPair, more?: object) =>
      receiveNotice(place.shop.context, account(more), paid(attempt.trade_no, keys))
    const state = async () => (await place.shop.context.ledger.attempt(attempt.id))?.state

    beforeEach(async () => {
      const { merchant } = account().account
      const live = { gateway: gateway.id, environment: "production", merchant, method: "credit" } as const
      attempt = await place.shop.context.ledger.open(newAttempt({ ...live, capture_mode: "automatic" }))
    })

    it("refuses a notice that the vendor's published test key signed: anybody could have written it (43)", async () => {
      const { reply, attempt: told } = await tell(published)
      expect([reply.status, told, await state()]).toEqual([400, null, "started"])
      expect(await eventsOf(place.shop, attempt)).toEqual([])
    })

    it("believes the same notice under its own keys", async () => {
      expect((await tell(own)).reply.status).toBe(200)
      expect(await state()).toBe("captured")
    })

    it("is not paid by it either where a stage with that key is among its earlier accounts", async () => {
      const previous = [{ environment: "stage", ...published }]
      await tell(published, { previous })
      expect(await state()).toBe("started")
    })
  },
)
