import { readFileSync } from "node:fs"
import { encrypt, hashInfo, payuni } from "@taiwan-payments/medusa/gateways/payuni"
import type { GatewayUnderTest, Vector } from "../../src/index.js"
import { MANUAL_FROM, payuniFixtures, shopAt } from "./payuni-fixtures.js"

interface Envelope {
  readonly id: string
  readonly kind: Vector["kind"]
  readonly hashKey: string
  readonly hashIV: string
  /** The vendor's SDK is given fields, not their text; its envelopes are proven where that is written. */
  readonly plain?: string
  readonly EncryptInfo: string
  readonly HashInfo: string
}

function vectors(): Vector[] {
  const file = new URL("../../../../vectors/payuni/published.json", import.meta.url)
  const all: Envelope[] = JSON.parse(readFileSync(file, "utf8")).envelopes
  return all.map((vector) => ({ id: vector.id, kind: vector.kind, holds: () => agrees(vector) }))
}

function agrees({ plain = "", hashKey, hashIV, EncryptInfo, HashInfo }: Envelope): boolean {
  const keys = { hashKey, hashIv: hashIV }
  return encrypt(plain, keys) === EncryptInfo && hashInfo(EncryptInfo, keys) === HashInfo
}

/** PAYUNi's documented example (加密方式). */
const PUBLISHED = { hashKey: "12345678901234567890123456789012", hashIv: "1234567890123456" }

/** PAYUNi, by what it has and how it speaks; database and server are added by the runner. */
export const payuniSubject: GatewayUnderTest = {
  name: "payuni",
  kind: payuni,
  has: {
    codec: true,
    books: true,
    "movement codes": true,
    "start by form": true,
    notices: true,
    "signed notices": true,
    "signed answers": true,
    confirm: "PAYUNi takes the money itself; there is nothing for the merchant to confirm",
    voucher: true,
    "undecided payments": true,
    "simulated payments": true,
    "late failures": true,
    "manual capture": true,
    "partial capture": true,
    refund: true,
    "partial refund": true,
    "full refund only": true,
    "manual refund": true,
    "closed windows": "PAYUNi has no hour at which its books are shut; what comes too early is scheduled",
    closing: "PAYUNi captures a card with its authorisation, not by a closing at night",
    "question limit": "PAYUNi publishes no number of questions after which it shuts a merchant out",
    "timed requests": true,
    "published test keys": true,
  },
  methods: { main: "credit", voucher: "atm", fullRefundOnly: "installment", manualRefund: "atm" },
  options: ({ sandbox, backendUrl, storefrontUrl }, { environment, capture, rounding, merchant = 0 }) => {
    const { merId, hashKey, hashIV } = shopAt(capture === "manual" ? MANUAL_FROM + merchant : merchant)
    return {
      merId,
      hashKey,
      hashIv: hashIV,
      environment: environment === "production" ? "production" : { sandbox },
      backendUrl,
      storefrontUrl,
      ...(capture ? { capture } : {}),
      ...(rounding ? { rounding } : {}),
    }
  },
  publishedOptions: ({ backendUrl, storefrontUrl }) => ({
    merId: shopAt(0).merId,
    ...PUBLISHED,
    environment: "production",
    backendUrl,
    storefrontUrl,
  }),
  wire: payuniFixtures,
  vectors: vectors(),
}
