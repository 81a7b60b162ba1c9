import {
  ALPHANUMERIC,
  ask,
  type BalanceRequest,
  bareTrade,
  type CaptureMode,
  type Conversation,
  decodeObject,
  defineGateway,
  type Environment,
  errorsOf,
  hostFor,
  isRecord,
  type OperationRequest,
  OptionReader,
  type Outcome,
  outcomesOf,
  parseTaipei,
  plainText,
  type RawMessage,
  type Redirect,
  readCaptureMode,
  readEnvironment,
  readShopOptions,
  remainder,
  type ShopOptions,
  type StartRequest,
  type StateTable,
  stateIn,
  type Trade,
  type Twd,
  textIn,
  twd,
  type WireRequest,
} from "@taiwan-payments/medusa/toolkit"

interface Config {
  readonly shop: ShopOptions
  readonly environment: Environment
  readonly capture: CaptureMode
  readonly apiKey: string
  readonly merchantId: string
}

type Answer = Readonly<Record<string, unknown>>

const ID = "taixbank"
const METHODS = [
  {
    id: "card",
    identifier: "taixbank-card",
    name: { en: "Credit card", "zh-TW": "信用卡" },
    limits: { min: 1, max: 200_000 },
    capture: "partial",
    refund: "partial",
    quietMinutes: 2,
  },
] as const

const HOSTS = { production: "https://api.taixbank.example", stage: "https://test.taixbank.example" }
const TX = { authorize: 1, capture: 3, refund: 5, query: 7, cancel: 8 }
const NO_SUCH_TRADE = "-323"
const STATES: StateTable = {
  "02": "authorized",
  "03": "captured",
  "04": "captured",
  "06": "refunded",
  "08": "refunded",
  "12": "voided",
  ZF: "failed",
  ZP: "pending",
}

const errors = errorsOf(ID)
const { done, doneBefore } = outcomesOf("00")

/** 台X銀行. */
export const taiwanBank = defineGateway<Config>({
  id: ID,
  name: { en: "Tai-X Bank", "zh-TW": "台X銀行" },
  methods: METHODS,
  readConfig,
  openAccount: (config) => ({
    merchant: config.merchantId,
    environment: config.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: { kept: ["ret_code", "order_status"], personal: ["last_4_digit_of_pan"], secret: [] },
    rateLimits: { perTradeSeconds: 2, perMinute: 120 },
    captureMode: config.capture,
    start: { kind: "redirect", redirect: (request) => start(config, request) },
    notice: { kind: "hint", tradeNo: tradeNumberIn, ack: plainText(200, "OK"), refuse: plainText(503, "Later") },
    query: ({ tradeNo }) => query(config, tradeNo),
    capture: (request) => move(config, request, "capture", ({ settle_amt }) => Number(settle_amt) > 0),
    void: (request) => move(config, request, "cancel", ({ order_status }) => order_status === "12"),
    refund: (request) => move(config, request, "refund", isRefunded(request)),
    balance: (request) => balance(config, request),
  }),
})

/** @throws PaymentError `config` naming every problem at once. */
function readConfig(options: unknown): Config {
  const reader = new OptionReader("Tai-X Bank", options)
  const environment = readEnvironment(reader)
  const config = {
    environment,
    capture: readCaptureMode(reader),
    shop: readShopOptions(reader, environment, METHODS),
    apiKey: reader.text("apiKey", /^[\x21-\x7e]{6,200}$/, "the key from the bank's back office"),
    merchantId: reader.text("merchantId", /^\d{15}$/, "the merchant's 15 digits"),
  }
  reader.finish()
  return config
}

function* start(config: Config, { tradeNo, amount, urls }: StartRequest): Conversation<Redirect> {
  const capt_flag = config.capture === "automatic" ? "1" : "0"
  const order = { amt: cents(amount), cur: "NTD", capt_flag, result_url: urls.notify, post_back_url: urls.return }
  const { hpp_url: url } = mustSucceed(yield* ask(call(config, "authorize", tradeNo, order), read))
  if (typeof url !== "string") throw errors.unreadable("The bank gave no payment page.")
  return { url }
}

/** The bank does not sign: a notice only says which trade to ask about. */
function tradeNumberIn({ body }: RawMessage): string | null {
  try {
    const { params } = decodeObject(body.toString("utf8"), "The bank's notice", ID)
    return isRecord(params) && /^[0-9A-Z]{20}$/.test(textIn(params.order_no)) ? textIn(params.order_no) : null
  } catch {
    return null
  }
}

/** @throws PaymentError `unreadable` where the bank answers about another trade than it was asked about */
function* look(config: Config, tradeNo: string): Conversation<Answer> {
  const answer = yield* ask(call(config, "query", tradeNo, { result_flag: "1" }), read)
  const { order_no = tradeNo } = answer
  if (order_no !== tradeNo) throw errors.unreadable("The bank answered about another trade.")
  return answer
}

function* query(config: Config, tradeNo: string): Conversation<Trade> {
  const answer = yield* look(config, tradeNo)
  const about = { tradeNo, merchant: config.merchantId, code: textIn(answer.ret_code) }
  if (answer.ret_code === NO_SUCH_TRADE) return bareTrade({ ...about, state: "absent" })
  const { order_status: code, tx_amt, purchase_date, rrn } = mustSucceed(answer)
  // A trade that nobody has paid has no status yet.
  const state = code === undefined ? "pending" : stateIn(STATES, textIn(code))
  const told = { code: textIn(code), reference: textIn(rrn) || null, paidAt: parseTaipei(textIn(purchase_date)) }
  return bareTrade({ ...about, ...told, state, amount: dollars(tx_amt) })
}

const isRefunded =
  ({ refunded, amount }: OperationRequest) =>
  ({ refund_trans_amt }: Answer) =>
    Number(refund_trans_amt) >= Number(cents(refunded + amount))

/** A capture, a void or a refund. After a lost answer the bank's own sums are read before it is asked again. */
function* move(
  config: Config,
  { trade, amount, resumed }: OperationRequest,
  step: "capture" | "cancel" | "refund",
  isDone: (books: Answer) => boolean,
): Conversation<Outcome> {
  if (resumed && isDone(yield* look(config, trade.tradeNo))) return doneBefore("It had been done.")
  const params = step === "cancel" ? {} : { amt: cents(amount) }
  const answer = mustSucceed(yield* ask({ ...call(config, step, trade.tradeNo, params), moves: true }, read))
  return done([step], { reference: textIn(answer.refund_rrn ?? answer.rrn) || null })
}

/** What is left by the bank's own sums, whoever gave the rest back: the shop, or somebody at the bank's desk. */
function* balance(config: Config, { trade, captured }: BalanceRequest): Conversation<Twd | null> {
  const { settle_amt, refund_trans_amt } = mustSucceed(yield* look(config, trade.tradeNo))
  const isTold = textIn(settle_amt) === cents(captured)
  return isTold ? remainder(captured, Number(refund_trans_amt) / 100) : null
}

function call(config: Config, step: keyof typeof TX, tradeNo: string, fields: Answer): WireRequest {
  const tx_type = TX[step]
  const params = { order_no: tradeNo, ...fields }
  return {
    call: step,
    method: "POST",
    url: `${hostFor(config.environment, HOSTS)}/restapi/${step === "authorize" ? "auth" : "other"}.ashx`,
    headers: { authorization: `Bearer ${config.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ sender: "rest", ver: "1.0.0", mid: config.merchantId, tx_type, params }),
    timeoutMs: 20_000,
  }
}

function read({ status, text }: { status: number; text: string }): Answer {
  if (status === 401) throw errors.config("The bank refused the key: check apiKey.", { code: "401" })
  const { params } = decodeObject(text, "The bank's answer", ID)
  if (isRecord(params) && textIn(params.ret_code) !== "") return params
  throw errors.unreadable("The bank's answer has no ret_code.")
}

function mustSucceed(answer: Answer): Answer {
  const code = textIn(answer.ret_code)
  if (code === "00") return answer
  throw errors.refused(`The bank refused (${code}): ${textIn(answer.ret_msg) || "no reason given"}`, { code })
}

const cents = (amount: number) => String(amount * 100)

/** The bank writes two decimals without a point; a total of ours is always whole dollars. */
function dollars(text: unknown) {
  const amount = /^\d{3,11}$/.test(textIn(text)) ? Number(text) / 100 : Number.NaN
  return Number.isInteger(amount) ? twd(amount) : null
}
