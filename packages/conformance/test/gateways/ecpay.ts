import { readFileSync } from "node:fs"
import { checkMacValue, ecpay } from "@taiwan-payments/medusa/gateways/ecpay"
import type { GatewayUnderTest, Vector } from "../../src/index.js"
import { accountAt, ecpayFixtures, PUBLISHED } from "./ecpay-fixtures.js"

interface VectorFile {
  readonly id: string
  readonly kind?: Vector["kind"]
  readonly alg: string
  readonly hashKey: string
  readonly hashIV: string
  readonly params: Readonly<Record<string, string | number>>
  readonly expected: string
}

function vectorsOf(file: string, key: string, kind: Vector["kind"]): Vector[] {
  const text = readFileSync(new URL(`../../../../vectors/ecpay/${file}`, import.meta.url), "utf8")
  const vectors: VectorFile[] = JSON.parse(text)[key]
  return vectors
    .filter(({ alg }) => alg === "sha256")
    .map((vector) => ({ id: vector.id, kind: vector.kind ?? kind, holds: () => agrees(vector) }))
}

function agrees({ params, hashKey, hashIV, expected }: VectorFile): boolean {
  const fields = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
  return checkMacValue(fields, { hashKey, hashIv: hashIV }) === expected
}

/** ECPay, by what it has and how it speaks; database and server are added by the runner. */
export const ecpaySubject: GatewayUnderTest = {
  name: "ecpay",
  kind: ecpay,
  has: {
    codec: true,
    books: true,
    "movement codes": true,
    "start by form": true,
    notices: true,
    "signed notices": true,
    "signed answers": true,
    confirm: "ECPay takes the money itself; there is nothing for the merchant to confirm",
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
    "closed windows": true,
    closing: true,
    "question limit": true,
    "timed requests": true,
    "published test keys": true,
  },
  methods: { main: "credit", voucher: "atm", fullRefundOnly: "installment", manualRefund: "atm" },
  options: ({ sandbox, backendUrl, storefrontUrl }, { environment, capture, rounding, merchant = 0 }) => ({
    merchantId: accountAt(merchant).merchantId,
    hashKey: accountAt(merchant).hashKey,
    hashIv: accountAt(merchant).hashIV,
    creditCheckCode: "59997889",
    environment: environment === "production" ? "production" : { sandbox },
    backendUrl,
    storefrontUrl,
    ...(capture ? { capture } : {}),
    ...(rounding ? { rounding } : {}),
  }),
  publishedOptions: ({ backendUrl, storefrontUrl }) => ({
    merchantId: PUBLISHED.merchantId,
    hashKey: PUBLISHED.hashKey,
    hashIv: PUBLISHED.hashIV,
    environment: "production",
    backendUrl,
    storefrontUrl,
  }),
  /** 20:15 to 20:30 in Taipei, both ends of it. */
  shutAt: ["12:15:00", "12:29:59"].map((time) => new Date(`2028-02-29T${time}Z`)),
  wire: ecpayFixtures,
  vectors: [
    ...vectorsOf("published.json", "checkmacvalue", "published"),
    ...vectorsOf("vendor-sdk.json", "ecpay", "vendor-sdk"),
  ],
}
