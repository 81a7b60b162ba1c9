import { describe, expect, it } from "vitest"
import { thisDevice } from "../src/device.js"
import { describeMethod, groupByGateway, groupMethods, paysInPage, sameMethodAt, usableOn } from "../src/methods.js"
import { registerGateway } from "../src/own-gateways.js"
import { voucherSteps } from "../src/steps.js"

const ecpay = [
  "ecpay",
  ...["credit", "installment", "unionpay", "applepay", "twqr", "weixin", "bnpl"].map((method) => `ecpay-${method}`),
  ...["jkopay", "ipass", "webatm", "atm", "cvs", "barcode"].map((method) => `ecpay-${method}`),
]

describe("describeMethod", () => {
  it.each(["pp_system_default", "pp_stripe-blik_dkk", "pp_x-constructor_y", ""])("shows %j by its own id", (id) => {
    expect(describeMethod(id, "en")).toMatchObject({ name: id, group: "other", hint: "" })
  })

  it("reads the identifier out of a provider id", () => {
    expect(describeMethod("pp_ecpay-atm_main", "zh-TW")).toMatchObject({
      identifier: "ecpay-atm",
      group: "bank",
      name: "ATM 虛擬帳號",
    })
  })
})

describe("a gateway that is one way to pay", () => {
  it.each([
    ["linepay", "LINE Pay", "用 LINE 付款", "message"],
    ["jkopay", "街口支付", "用街口 App 付款", "wallet"],
  ])("%s is a wallet with a name, a hint and a picture", (identifier, name, hint, icon) => {
    expect(describeMethod(`pp_${identifier}_main`, "zh-TW")).toMatchObject({
      identifier,
      group: "wallet",
      name,
      hint,
      icon,
    })
    expect(describeMethod(`pp_${identifier}_main`, "en").name).toMatch(/^[\x20-\x7e]+$/)
  })

  it("is called the same when another gateway offers it", () => {
    for (const identifier of ["ecpay-jkopay", "tappay-jkopay", "tappay-linepay"]) {
      const own = describeMethod(`pp_${identifier.split("-")[1]}_main`, "zh-TW")
      expect(describeMethod(`pp_${identifier}_main`, "zh-TW").name).toBe(own.name)
    }
  })

  it("stands before the wallets of lesser reach", () => {
    const ids = ["pp_ecpay-weixin_main", "pp_jkopay_main", "pp_ecpay-ipass_main", "pp_linepay_main"]
    const [wallets] = groupMethods(ids, "en")
    expect(wallets?.choices.map(({ identifier }) => identifier)).toEqual([
      "linepay",
      "jkopay",
      "ecpay-ipass",
      "ecpay-weixin",
    ])
  })
})

describe("groupMethods", () => {
  it("groups every ECPay method and knows each by name", () => {
    const sections = groupMethods(
      ecpay.map((identifier) => `pp_${identifier}_main`),
      "en",
    )
    expect(sections.map(({ id, choices }) => [id, choices.map(({ identifier }) => identifier)])).toEqual([
      ["card", ["ecpay-credit", "ecpay-installment", "ecpay-unionpay", "ecpay-applepay"]],
      ["bank", ["ecpay-atm", "ecpay-webatm"]],
      ["store", ["ecpay-cvs", "ecpay-barcode"]],
      ["wallet", ["ecpay-jkopay", "ecpay-ipass", "ecpay-twqr", "ecpay-weixin"]],
      ["later", ["ecpay-bnpl"]],
      ["other", ["ecpay"]],
    ])
    for (const { choices } of sections) for (const { name } of choices) expect(name).not.toMatch(/^pp_/)
  })

  it("leaves empty groups out and puts strangers last", () => {
    const sections = groupMethods(["pp_system_default", "pp_ecpay_main"], "zh-TW")
    expect(sections.map(({ choices }) => choices.map(({ providerId }) => providerId))).toEqual([
      ["pp_ecpay_main", "pp_system_default"],
    ])
  })
})

const all: Readonly<Record<string, readonly string[]>> = {
  newebpay: [
    ...["", "credit", "installment", "bonus", "unionpay", "amex", "applepay", "googlepay", "samsungpay", "linepay"],
    ...["webatm", "atm", "cvs", "barcode", "esunwallet", "taiwanpay", "bitopay", "twqr", "wechatpay", "alipay"],
    ...["aftee", "oppay"],
  ],
  payuni: [
    ...["", "credit", "installment", "unionpay", "applepay", "googlepay", "samsungpay", "icash", "aftee", "linepay"],
    ...["jkopay", "atm", "cvs"],
  ],
  tappay: [
    ...["card", "installment", "applepay", "googlepay", "samsungpay", "linepay", "jkopay", "easywallet", "atome"],
    ...["piwallet", "pluspay", "pxpayplus", "ipass", "gogopay", "paylater", "aftee"],
  ],
}

const providersOf = (gateway: string) =>
  (all[gateway] ?? []).map((method) => `pp_${[gateway, method].filter(Boolean).join("-")}_main`)

describe("the methods of every gateway", () => {
  it.each(Object.keys(all).flatMap(providersOf))("%s has a name and a hint in both languages", (id) => {
    for (const locale of ["zh-TW", "en"] as const) {
      const { name, hint } = describeMethod(id, locale)
      expect(name).not.toBe(id)
      expect(hint).not.toBe("")
      if (locale === "en") expect(name + hint).toMatch(/^[\x20-\x7e’]+$/)
    }
  })

  it("are called the same as another gateway calls them", () => {
    const pairs = [
      ["ecpay-credit", "tappay-card"],
      ["ecpay-weixin", "newebpay-wechatpay"],
      ["ecpay-atm", "payuni-atm"],
      ["ecpay", "newebpay"],
    ]
    for (const [one, other] of pairs)
      expect(describeMethod(`pp_${one}_main`, "en").name).toBe(describeMethod(`pp_${other}_main`, "en").name)
  })

  it("say where a script works in the shop's page", () => {
    expect(describeMethod("pp_tappay-card_main", "en").inPage).toBe(true)
    expect(describeMethod("pp_ecpay-credit_main", "en").inPage).toBe(false)
    expect(describeMethod("pp_constructor_main", "en").inPage).toBe(false)
    expect([paysInPage("tappay"), paysInPage("ecpay"), paysInPage("toString")]).toEqual([true, false, false])
  })
})

describe("groupByGateway", () => {
  it("puts strangers last, by their own ids", () => {
    const ids = ["pp_system_default", "pp_jkopay_main", "pp_tappay-card_main", "pp_ecpay-atm_main", "pp_ecpay_main"]
    expect(groupByGateway(ids, "zh-TW")).toEqual([
      { id: "ecpay", name: "綠界科技", providerIds: ["pp_ecpay-atm_main", "pp_ecpay_main"] },
      { id: "tappay", name: "TapPay", providerIds: ["pp_tappay-card_main"] },
      { id: "jkopay", name: "街口支付", providerIds: ["pp_jkopay_main"] },
      { id: "system", name: "system", providerIds: ["pp_system_default"] },
    ])
  })
})

describe("sameMethodAt", () => {
  it.each([
    ["pp_ecpay-credit_main", "pp_tappay-card_main"],
    ["pp_linepay_main", "pp_tappay-linepay_main"],
    ["pp_ecpay-barcode_main", "pp_tappay-card_main"],
    ["pp_system_default", "pp_tappay-card_main"],
    [null, "pp_tappay-card_main"],
  ])("of %s is %s", (chosen, same) => {
    expect(sameMethodAt(providersOf("tappay").toReversed(), chosen)).toBe(same)
  })

  it("is nothing where nothing is offered", () => {
    expect(sameMethodAt([], "pp_ecpay-credit_main")).toBeNull()
  })
})

describe("voucherSteps", () => {
  it("names the bank code and the exact amount", () => {
    const steps = voucherSteps(
      {
        kind: "atm",
        bank_code: "118",
        bank_name: { "zh-TW": "板信銀行", en: "Bank of Panhsin" },
        account: "9900140673104366",
        amount: 1060,
        expires_at: "2026-11-25T15:59:59.000Z",
      },
      "en",
    )
    expect(steps.join("\n")).toContain("118")
    expect(steps.join("\n")).toContain("NT$1,060")
  })
})

it("a gateway of somebody else's brings its own names, after those of the table", () => {
  registerGateway({
    id: "taixbank",
    name: { "zh-TW": "台X銀行", en: "Tai-X Bank" },
    methods: {
      "taixbank-bonus": {
        group: "card",
        icon: "points",
        name: { "zh-TW": "台X紅利", en: "Tai-X points" },
        hint: { "zh-TW": "用紅利點數付款", en: "Pay with points" },
      },
    },
  })
  const ids = ["pp_taixbank-bonus_main", "pp_ecpay-credit_main"]
  expect(describeMethod("pp_taixbank-bonus_main", "zh-TW")).toMatchObject({
    name: "台X紅利",
    group: "card",
    icon: "points",
  })
  expect(groupMethods(ids, "en")[0]?.choices.map(({ identifier }) => identifier)).toEqual([
    "ecpay-credit",
    "taixbank-bonus",
  ])
  expect(groupByGateway(ids, "en").map(({ name }) => name)).toEqual(["ECPay", "Tai-X Bank"])
})

describe("what a device can pay by", () => {
  const ids = ["ecpay-credit", "ecpay-applepay", "ecpay-webatm", "newebpay-samsungpay"].map((id) => `pp_${id}_main`)
  const left = (device: Parameters<typeof usableOn>[1]) => usableOn(ids, device).map((id) => id.split(/[-_]/)[2])

  it("is Apple Pay where the browser has it, a card reader on a computer, Samsung's on any phone but Apple's", () => {
    expect(left({ applePay: false, phone: null })).toEqual(["credit", "webatm", "samsungpay"])
    expect(left({ applePay: true, phone: "apple" })).toEqual(["credit", "applepay"])
    expect(left({ applePay: false, phone: "other" })).toEqual(["credit", "samsungpay"])
  })

  it("is all of it where the device is not known, and where nothing would be left", () => {
    expect(usableOn(ids, null)).toEqual(ids)
    expect(usableOn(["pp_ecpay-applepay_main"], { applePay: false, phone: null })).toHaveLength(1)
  })
})

describe("this device", () => {
  const phone = (userAgent: string, more: object = {}) =>
    thisDevice({ document: {}, navigator: { userAgent, maxTouchPoints: 0 }, ...more } as typeof globalThis)

  it.each([
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)", "apple"],
    ["Mozilla/5.0 (Linux; Android 15; SM-S928B) Mobile", "other"],
    ["Mozilla/5.0 (X11; Linux x86_64)", null],
  ])("%s", (userAgent, kind) => expect(phone(userAgent)?.phone).toBe(kind))

  it("has Apple Pay only where the browser says it can pay, and throws nowhere", () => {
    const says = (canMakePayments: () => boolean) => ({ ApplePaySession: Object.assign(() => {}, { canMakePayments }) })
    const refuse = () => {
      throw new Error("insecure")
    }
    const seen = [says(() => true), says(() => false), says(refuse), {}].map(
      (more) => phone("Macintosh", more)?.applePay,
    )
    expect(seen).toEqual([true, false, false, false])
  })

  it("is unknown on a server", () => expect(thisDevice({} as typeof globalThis)).toBeNull())
})

describe("a brand's mark", () => {
  it.each([
    ["pp_newebpay-linepay_main", "outline"],
    ["pp_jkopay_main", "letters"],
  ])("%s has its %s", (id, kind) => expect(Object.keys(describeMethod(id, "en").brand ?? {})).toContain(kind))

  it("is none where a way to pay is nobody's brand", () =>
    expect(describeMethod("pp_ecpay-atm_main", "en").brand).toBeNull())
})
