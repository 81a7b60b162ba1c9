import { readFileSync } from "node:fs"
import { checkCode, checkValue, decrypt, newebpay, tradeSha } from "@taiwan-payments/medusa/gateways/newebpay"
import type { GatewayUnderTest, Vector } from "../../src/index.js"
import { newebpayFixtures, PUBLISHED, shopAt } from "./newebpay-fixtures.js"

interface VectorFile {
  readonly id: string
  readonly kind: Vector["kind"]
  readonly hashKey: string
  readonly hashIV: string
}

interface CipherVector extends VectorFile {
  readonly plain: string
  readonly cipher: string
  readonly sha?: string
}

interface DigestVector extends VectorFile {
  readonly fields: Readonly<Record<string, string | number>>
  readonly formula: string
  readonly expected: string
}

interface PluginVector extends VectorFile {
  readonly TradeInfo: string
  readonly TradeSha: string
}

function vectorsOf<Row extends VectorFile>(file: string, list: string, agrees: (row: Row) => boolean): Vector[] {
  const text = readFileSync(new URL(`../../../../vectors/newebpay/${file}`, import.meta.url), "utf8")
  const rows: Row[] = JSON.parse(text)[list]
  return rows.map((row) => ({ id: row.id, kind: row.kind, holds: () => agrees(row) }))
}

const keysOf = ({ hashKey, hashIV }: VectorFile) => ({ hashKey, hashIv: hashIV })

function opensCipher(row: CipherVector): boolean {
  const keys = keysOf(row)
  return decrypt(row.cipher, keys) === row.plain && (row.sha === undefined || tradeSha(row.cipher, keys) === row.sha)
}

/** The sum of MPG 1.1 is of no message that is sent or read today. */
function sumsUp(row: DigestVector): boolean {
  const texts = Object.fromEntries(Object.entries(row.fields).map(([name, value]) => [name, String(value)]))
  const { Amt, MerchantID = "", MerchantOrderNo = "" } = texts
  if (row.formula === "CheckCode") return checkCode(texts, keysOf(row)) === row.expected
  if (row.formula !== "CheckValue") return row.formula === "HashKey-HashIV"
  return checkValue(Number(Amt), MerchantID, MerchantOrderNo, keysOf(row)) === row.expected
}

function opensForm(row: PluginVector): boolean {
  const isSummed = tradeSha(row.TradeInfo, keysOf(row)) === row.TradeSha
  return isSummed && decrypt(row.TradeInfo, keysOf(row)).includes("MerchantID=MS127874575")
}

/** NewebPay, by what it has and how it speaks; database and server are added by the runner. */
export const newebpaySubject: GatewayUnderTest = {
  name: "newebpay",
  kind: newebpay,
  has: {
    codec: true,
    books: true,
    "movement codes": true,
    "start by form": true,
    notices: true,
    "signed notices": true,
    "signed answers": true,
    confirm: "NewebPay takes the money itself; there is nothing for the merchant to confirm",
    voucher: true,
    "undecided payments": "NewebPay says nothing of a payment until the bank has decided",
    "simulated payments": true,
    "late failures": true,
    "manual capture": true,
    "partial capture": true,
    refund: true,
    "partial refund": true,
    "full refund only": true,
    "manual refund": true,
    "closed windows":
      "NewebPay has no hour at which its books are shut; what comes after 21:00 waits for the next night",
    closing: true,
    "one refund at a time": true,
    "question limit": true,
    "timed requests": true,
    "published test keys": true,
  },
  methods: { main: "credit", voucher: "atm", fullRefundOnly: "installment", manualRefund: "atm" },
  options: ({ sandbox, backendUrl, storefrontUrl }, { environment, capture, rounding, merchant = 0 }) => {
    const { merchantId, hashKey, hashIV } = shopAt(merchant, capture)
    return {
      merchantId,
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
    merchantId: PUBLISHED.merchantId,
    hashKey: PUBLISHED.hashKey,
    hashIv: PUBLISHED.hashIV,
    environment: "production",
    backendUrl,
    storefrontUrl,
  }),
  wire: newebpayFixtures,
  vectors: [
    ...vectorsOf("cipher.json", "cbc", opensCipher),
    ...vectorsOf("digests.json", "digests", sumsUp),
    ...vectorsOf("vendor-sdk.json", "newebpay", opensForm),
  ],
}
