import { issueNewebpayVoucher, payNewebpayByCard, payNewebpayByWallet } from "@taiwan-payments/sandbox/shopper"
import { describe, expect, it } from "vitest"
import { METHODS } from "../../../src/providers/newebpay/methods"
import { AMOUNT, openShopAtSandbox, type ShopAtSandbox } from "./at-sandbox"

const CARDS = {
  credit: "CREDIT",
  installment: "InstFlag",
  bonus: "CreditRed",
  unionpay: "UNIONPAY",
  amex: "CREDITAE",
} as const

const WALLETS = {
  applepay: "CREDIT",
  googlepay: "CREDIT",
  samsungpay: "CREDIT",
  linepay: "LINEPAY",
  esunwallet: "ESUNWALLET",
  taiwanpay: "TAIWANPAY",
  twqr: "TWQR",
  wechatpay: "EZPWECHAT",
  alipay: "EZPALIPAY",
  bitopay: "BITOPAY",
  aftee: "AFTEE",
  oppay: "OPPAY",
  webatm: "WEBATM",
} as const

const VOUCHERS = { atm: "VACC", cvs: "CVS", barcode: "BARCODE" } as const

const rows = <Table extends object>(table: Table) => Object.entries(table) as [string, Table[keyof Table]][]

const TAKES_ALL = new Set(["all", ...Object.keys(CARDS), ...Object.keys(WALLETS), ...Object.keys(VOUCHERS)])

/** What the buyer does by each method, until the notices are out. */
async function pay(shop: ShopAtSandbox, method: string, row?: string): Promise<string> {
  const { url, tradeNo } = shop.startPayment(method)
  if (method in CARDS || method === "all") {
    await payNewebpayByCard(url, { method: CARDS[(method === "all" ? "credit" : method) as keyof typeof CARDS] })
  } else await payNewebpayByWallet(url, row ? { method: row } : {})
  await shop.sandbox.settled()
  return tradeNo
}

it("no method is left out here", () => expect(METHODS.map(({ id }) => id)).toEqual([...TAKES_ALL].sort(byTable)))

const byTable = (a: string, b: string) =>
  METHODS.findIndex(({ id }) => id === a) - METHODS.findIndex(({ id }) => id === b)

describe("a buyer pays at once: notice and answer agree", () => {
  const paid = async (method: string, row?: string) => {
    const shop = await openShopAtSandbox()
    const tradeNo = await pay(shop, method, row)
    const money = { state: "captured", tradeNo, amount: AMOUNT, simulated: false }
    expect(shop.heard("notify")).toMatchObject([money])
    const answer = await shop.query(tradeNo, method)
    expect(answer).toMatchObject(money)
    const [notice] = shop.heard("notify")
    expect(answer.paidAt).toEqual(notice?.paidAt)
    expect(answer.reference).toBe(notice?.reference)
    return answer.details.payment_type
  }

  it("by the chooser", async () => expect(await paid("all")).toBe("CREDIT"))

  it.each(rows(CARDS))("by %s", async (method) => expect(await paid(method)).toBe("CREDIT"))

  it.each(rows(WALLETS))("by %s", async (method, type) =>
    expect(await paid(method, type === "WEBATM" ? type : undefined)).toBe(type),
  )
})

describe("a buyer takes a number: the browser brings it, and the answer has it too", () => {
  it.each(rows(VOUCHERS))("by %s", async (method) => {
    const shop = await openShopAtSandbox()
    const { url, tradeNo } = shop.startPayment(method)
    await issueNewebpayVoucher(url)
    await shop.sandbox.settled()
    expect(shop.heard("notify")).toEqual([])
    const [brought] = shop.heard("return")
    expect(brought).toMatchObject({ state: "issued", tradeNo, voucher: { kind: method, amount: AMOUNT } })
    expect((await shop.query(tradeNo, method)).voucher).toEqual(brought?.voucher)
    await act(shop, "simulate")
    expect(shop.heard("notify")).toMatchObject([{ state: "captured", simulated: true }])
    await expect(shop.move("refund", await shop.query(tradeNo, method), method)).rejects.toMatchObject({
      kind: "unsupported",
    })
  })

  it("by Web ATM or, beside it, an account", async () => {
    const shop = await openShopAtSandbox()
    await issueNewebpayVoucher(shop.startPayment("webatm").url, { method: "VACC" })
    expect(shop.heard("return")).toMatchObject([{ state: "issued", voucher: { kind: "atm" } }])
  })
})

async function act(shop: ShopAtSandbox, action: string): Promise<void> {
  const office = shop.sandbox.gateway("newebpay")
  await office.act(office.trades().at(-1)?.id ?? "", action, {})
  await shop.sandbox.settled()
}

it("a decline is failed, in the notice, the return and the answer", async () => {
  const shop = await openShopAtSandbox()
  const { url, tradeNo } = shop.startPayment("credit")
  await payNewebpayByCard(url, { outcome: "MPG03009" })
  await shop.sandbox.settled()
  for (const trade of [...shop.heard("notify"), ...shop.heard("return"), await shop.query(tradeNo, "credit")])
    expect(trade).toMatchObject({ state: "failed", tradeNo })
})

it("a bank that is silent is pending, and who never came is absent", async () => {
  const shop = await openShopAtSandbox()
  const { url, tradeNo } = shop.startPayment("credit")
  expect((await shop.query(tradeNo, "credit")).state).toBe("absent")
  await payNewebpayByCard(url, { outcome: "silent" })
  expect((await shop.query(tradeNo, "credit")).state).toBe("pending")
})

it("a notice that staff send again, as multipart, is read the same", async () => {
  const shop = await openShopAtSandbox()
  await pay(shop, "credit")
  await act(shop, "retrigger-multipart")
  const [first, again] = shop.heard("notify")
  expect(again).toEqual(first)
})

it("padded to 16 bytes it is read the same", async () => {
  const shop = await openShopAtSandbox()
  shop.sandbox.gateway("newebpay").configure({ padding: 16 })
  await pay(shop, "credit")
  expect(shop.heard("notify")).toMatchObject([{ state: "captured" }])
})

const kept = (shop: ShopAtSandbox) => shop.sandbox.gateway("newebpay").trades().at(-1)?.details

describe("money goes back", () => {
  const TEN_MINUTES = 11 * 60_000

  it.each(["credit", "unionpay", "amex", "applepay", "googlepay", "samsungpay"])(
    "of %s in part, once it is closed",
    async (method) => {
      const shop = await openShopAtSandbox()
      const tradeNo = await pay(shop, method)
      await shop.closeBooks()
      await shop.move("refund", await shop.query(tradeNo, method), method, 20)
      expect(kept(shop)?.BackBalance).toBe("1000")
    },
  )

  it.each(["installment", "bonus"])("of %s as a whole, before and after the closing", async (method) => {
    for (const isClosed of [false, true]) {
      const shop = await openShopAtSandbox()
      const tradeNo = await pay(shop, method)
      if (isClosed) await shop.closeBooks()
      const { steps } = await shop.move("refund", await shop.query(tradeNo, method), method)
      expect(steps).toEqual(isClosed ? ["refund 1020"] : ["undo 1020", "cancel 1020"])
    }
  })

  it.each(["linepay", "esunwallet", "twqr", "wechatpay", "alipay", "aftee", "oppay"])(
    "of %s in part, in the wallet's time",
    async (method) => {
      const shop = await openShopAtSandbox()
      const tradeNo = await pay(shop, method)
      await shop.sandbox.advance(TEN_MINUTES)
      const outcome = await shop.move("refund", await shop.query(tradeNo, method), method, 20)
      expect(outcome).toMatchObject({ state: "queued", steps: ["refund 20"] })
      expect((await shop.query(tradeNo, method)).fields).toMatchObject({ BackStatus: "3" })
    },
  )

  it("of Taiwan Pay as a whole", async () => {
    const shop = await openShopAtSandbox()
    const tradeNo = await pay(shop, "taiwanpay")
    await shop.sandbox.advance(TEN_MINUTES)
    expect((await shop.move("refund", await shop.query(tradeNo, "taiwanpay"), "taiwanpay")).state).toBe("queued")
  })

  it("of BitoPay by hand", async () => {
    const shop = await openShopAtSandbox()
    const trade = await shop.query(await pay(shop, "bitopay"), "bitopay")
    await expect(shop.move("refund", trade, "bitopay")).rejects.toMatchObject({ kind: "unsupported" })
  })
})

describe("a shop that captures by itself", () => {
  it.each(["credit", "amex", "applepay", "googlepay", "samsungpay"])("captures a part of %s, once", async (method) => {
    const shop = await openShopAtSandbox("manual")
    const trade = await shop.query(await pay(shop, method), method)
    expect(trade.state).toBe("authorized")
    await shop.move("capture", trade, method, 1000)
    expect(kept(shop)).toMatchObject({ Closing: "waiting", BackBalance: "1000" })
    await expect(shop.move("capture", trade, method, 20)).rejects.toMatchObject({ kind: "refused" })
  })

  it.each(["installment", "bonus", "unionpay"])("captures %s as a whole", async (method) => {
    const shop = await openShopAtSandbox("manual")
    const trade = await shop.query(await pay(shop, method), method)
    await shop.move("capture", trade, method)
    expect(kept(shop)?.Closing).toBe("waiting")
  })

  it("releases what it does not capture, at once or when NewebPay gets to it", async () => {
    for (const isQueued of [false, true]) {
      const shop = await openShopAtSandbox("manual")
      shop.sandbox.gateway("newebpay").configure({ queueCancellations: isQueued })
      const tradeNo = await pay(shop, "credit")
      const { state } = await shop.move("void", await shop.query(tradeNo, "credit"), "credit")
      expect(state).toBe(isQueued ? "queued" : "done")
      await shop.closeBooks()
      expect((await shop.query(tradeNo, "credit")).state).toBe("voided")
    }
  })
})
