import type { SandboxOptions } from "../src/index.js"
import { getTapPayPrime, getTapPayWalletPrime, type TapPayCard } from "../src/shopper/index.js"
import { openWorld, type World } from "./shop.js"

export const PARTNER_KEY = "partner_6ID1DoDlaPrfHw6HBZsULfTYtDmWs0q0ZZGKMBpp4YICWBxgK97eK3RM"
export const TEST_PRIME = "test_3a2fb2b7e892b914a03c95dd4dd5dc7970c908df67a49527c0a648b2bc9"
export const LINE_TEST_PRIME = "ln_test_utigjeyfutj5867uyjhuty47rythfjru485768tigjfheufhtu5i6ojk"

/** The fields of a Record API row that tests look at. */
export interface Row {
  rec_trade_id: string
  record_status: number
  amount: number
  original_amount: number
  refunded_amount: number
  is_captured: boolean
  cap_millis: number
  time: number
  payment_method: string
  bank_transaction_id: string
  order_number: string
}

/** All fields that an answer may have. */
export interface Answer {
  status: number
  msg: string
  rec_trade_id: string
  bank_transaction_id: string
  order_number: string
  auth_code: string
  amount: number
  acquirer: string
  payment_url: string
  card_secret: { card_token: string; card_key: string }
  card_info: Record<string, unknown>
  card_identifier: string
  instalment_info: object
  refund_id: string
  refund_amount: number
  is_captured: boolean
  cap_millis: number
  millis: number
  records_per_page: number
  page: number
  total_page_count: number
  number_of_transactions: number
  trade_records: Row[]
  trade_history: { action: number; amount: number; success: boolean; millis: number }[]
}

/** A shop's server that calls TapPay. */
export interface Merchant {
  world: World
  call(path: string, body: object, headers?: Record<string, string>): Promise<Answer>
  /** A fresh prime of a card. */
  prime(entered?: TapPayCard): Promise<string>
  /** Pays NT$1,060 with a fresh prime by default. */
  pay(changes?: object): Promise<Answer>
  pay3D(card?: string, changes?: object): Promise<Answer>
  payByWallet(slug: string, merchantId: string, changes?: object): Promise<Answer>
  row(recTradeId: string): Promise<Row>
  refund(recTradeId: string, more?: object): Promise<Answer>
}

let serial = 0

/** Arguments of a payment except the prime. */
export function order(world: World, changes: object = {}): Record<string, unknown> {
  serial += 1
  return {
    partner_key: PARTNER_KEY,
    merchant_id: "GlobalTesting_CTBC",
    amount: 1060,
    currency: "TWD",
    order_number: `P${String(serial).padStart(6, "0")}`,
    details: "高山烏龍 x1",
    cardholder: { phone_number: "+886912345678", name: "王小明", email: "ming@example.com" },
    result_url: {
      frontend_redirect_url: `${world.shop.url}/back?session_id=payses_1`,
      backend_notify_url: `${world.shop.url}/notify`,
    },
    ...changes,
  }
}

export async function openMerchant(options: SandboxOptions = {}): Promise<Merchant> {
  const world = await openWorld(options)
  const call = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const init = { "content-type": "application/json", "x-api-key": PARTNER_KEY, ...headers }
    const response = await fetch(world.sandbox.url + path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: init,
    })
    return (await response.json()) as Answer
  }
  const prime = async (entered?: TapPayCard) => (await getTapPayPrime(world.sandbox.url, entered)).prime
  const payByPrime = (body: object) => call("/tpc/payment/pay-by-prime", body)
  return {
    world,
    call,
    prime,
    pay: async (changes = {}) => payByPrime(order(world, { prime: await prime(), ...changes })),
    pay3D: async (card, changes = {}) => {
      const taken = await prime(card === undefined ? {} : { card, ccv: card.startsWith("34") ? "1234" : "123" })
      return payByPrime(order(world, { prime: taken, three_domain_secure: true, ...changes }))
    },
    payByWallet: async (slug, merchantId, changes = {}) => {
      const taken = await getTapPayWalletPrime(world.sandbox.url, slug)
      return payByPrime(order(world, { prime: taken.prime, merchant_id: merchantId, ...changes }))
    },
    row: async (recTradeId) => {
      const body = { partner_key: PARTNER_KEY, filters: { rec_trade_id: recTradeId } }
      const [row] = (await call("/tpc/transaction/query", body)).trade_records
      if (!row) throw new Error(`No record of ${recTradeId}.`)
      return row
    },
    refund: (recTradeId, more = {}) =>
      call("/tpc/transaction/refund", { partner_key: PARTNER_KEY, rec_trade_id: recTradeId, ...more }),
  }
}

/** Captures everything that is scheduled, by the back office's command. */
export function captureNow({ world }: Merchant): Promise<unknown> {
  return world.sandbox.gateway("tappay").command("run-capture", {})
}
