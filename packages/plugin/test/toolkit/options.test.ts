import { describe, expect, it } from "vitest"
import { startUrl } from "../../src/payments/method-account"
import { OptionReader, readEnvironment, readShopOptions } from "../../src/toolkit/options"
import { PaymentError } from "../../src/toolkit/payment-error"

const GOOD = {
  environment: "production",
  backendUrl: "https://api.shop.example.tw",
  storefrontUrl: "https://shop.example.tw",
}

function read(options: unknown) {
  const reader = new OptionReader("ECPay", options)
  const environment = readEnvironment(reader)
  const shop = readShopOptions(reader, environment, [{ id: "credit" }, { id: "cvs" }])
  reader.finish()
  return { environment, shop }
}

function problemsOf(options: unknown): string {
  try {
    read(options)
  } catch (error) {
    if (error instanceof PaymentError && error.kind === "config") return error.message
    throw error
  }
  return ""
}

describe("options", () => {
  it.each([undefined, null, "text", [GOOD]])("are missing when they are %j", (options) => {
    expect(problemsOf(options)).toMatch(/options are missing.*environment is missing.*backendUrl must be/)
  })

  it("tell every problem in one message, unknown names included", () => {
    const message = problemsOf({
      environment: "prod",
      backendUrl: 5,
      storefrontUrl: "ftp://shop.example.tw",
      returnPath: "return",
      rounding: "up",
      limits: { gold: { min: 1 }, cvs: { min: 0.5 } },
      colour: "red",
    })
    for (const name of ["environment", "backendUrl", "storefrontUrl", "returnPath", "rounding"])
      expect(message).toContain(`${name} must be`)
    expect(message).toContain("limits.gold: there is no such method")
    expect(message).toContain("limits.cvs must be whole dollars")
    expect(message).toMatch(/^ECPay is not configured: .*colour is not an option\.$/)
  })

  it("never repeat a value, which may be a secret in the wrong place", () => {
    expect(problemsOf({ ...GOOD, backendUrl: "my-secret-key" })).not.toContain("my-secret-key")
  })

  it("are read", () => {
    const limits = { cvs: { min: 30, max: 20_000 } }
    const { environment, shop } = read({ ...GOOD, backendUrl: "https://api.shop.example.tw/", limits })
    expect(environment).toBe("production")
    expect(shop).toEqual({
      backendUrl: "https://api.shop.example.tw",
      returnUrl: "https://shop.example.tw/payment/return",
      storefrontOrigins: ["https://shop.example.tw"],
      rounding: "refuse",
      limits,
    })
  })

  it("take several storefronts; the first is the default", () => {
    const storefrontUrl = ["https://shop.example.tw/store", "https://en.shop.example.tw"]
    const { shop } = read({ ...GOOD, storefrontUrl, returnPath: "/thanks", rounding: "nearest" })
    expect(shop.returnUrl).toBe("https://shop.example.tw/store/thanks")
    expect(shop.storefrontOrigins).toEqual(["https://shop.example.tw", "https://en.shop.example.tw"])
    expect(shop.rounding).toBe("nearest")
  })
})

describe("a path in an address", () => {
  it.each([
    ["https://shop.example.tw/tw", "https://shop.example.tw/tw/payment/return"],
    ["https://shop.example.tw/tw/", "https://shop.example.tw/tw/payment/return"],
    ["https://shop.example.tw/", "https://shop.example.tw/payment/return"],
    ["https://shop.example.tw/zh/tw", "https://shop.example.tw/zh/tw/payment/return"],
  ])("of the storefront is kept: %s", (storefrontUrl, returnUrl) => {
    expect(read({ ...GOOD, storefrontUrl }).shop).toMatchObject({
      returnUrl,
      storefrontOrigins: ["https://shop.example.tw"],
    })
  })

  it("of the backend is kept, for a proxy that takes it away", () => {
    const { shop } = read({ ...GOOD, backendUrl: "https://shop.example.tw/medusa/" })
    expect(startUrl(shop, "payses_1")).toBe("https://shop.example.tw/medusa/pay/sessions/payses_1")
  })

  it.each(["https://shop.example.tw/?a=1", "https://shop.example.tw/#top"])(
    "may have nothing behind it, to which no path can be added: %s",
    (url) => {
      expect(problemsOf({ ...GOOD, backendUrl: url })).toContain("backendUrl must end with its path")
      expect(problemsOf({ ...GOOD, storefrontUrl: url })).toContain("storefrontUrl must end with its path")
    },
  )
})

describe("an option that is almost right", () => {
  it.each([
    ["backendURL", "backendUrl"],
    ["storefrontURL", "storefrontUrl"],
    ["store_front_url", "storefrontUrl"],
    ["return_path", "returnPath"],
    ["roundng", "rounding"],
    ["limit", "limits"],
    ["enviroment", "environment"],
    ["allowTestEnviroment", "allowTestEnvironment"],
    ["appReturnUrl", "appReturnUrls"],
    ["previos", "previous"],
  ])("%s is taken for %s", (name, meant) => {
    expect(problemsOf({ ...GOOD, [name]: "x" })).toContain(`${name} is not an option; did you mean ${meant}?`)
  })

  it("ends its sentence once", () => {
    expect(problemsOf({ ...GOOD, roundng: "x" })).toMatch(/did you mean rounding\?$/)
    expect(problemsOf({ ...GOOD, colour: "x" })).toMatch(/colour is not an option\.$/)
  })

  it("is known inside of others, too", () => {
    expect(problemsOf({ ...GOOD, environment: { sandBox: "http://localhost:4090" } })).toContain(
      "did you mean sandbox?",
    )
    expect(problemsOf({ ...GOOD, limits: { cvs: { mix: 5 } } })).toContain(
      "limits.cvs.mix is not an option; did you mean min?",
    )
  })
})

describe("apps of the shop (38)", () => {
  it("are named by their addresses", () => {
    const appReturnUrls = ["myshop://payment/return"]
    expect(read({ ...GOOD, appReturnUrls }).shop.appReturnUrls).toEqual(appReturnUrls)
  })

  it.each([["https://shop.tw/x"], ["javascript://x"], ["myshop"], "myshop://x"])("but not by %j", (appReturnUrls) => {
    expect(problemsOf({ ...GOOD, appReturnUrls })).toContain("appReturnUrls must be")
  })
})

describe("the storefront", () => {
  it("cannot be an empty list: buyers would be sent to nowhere", () => {
    expect(problemsOf({ ...GOOD, storefrontUrl: [] })).toContain("storefrontUrl must be")
  })

  it.each(["//evil.example", "https://evil.example", "/a b", "/<script>", "relative"])(
    "takes no return path %j",
    (returnPath) => {
      expect(problemsOf({ ...GOOD, returnPath })).toContain("returnPath must be")
    },
  )
})

describe("production", () => {
  it.each([
    "http://api.shop.example.tw",
    "https://localhost",
    "https://api.localhost",
    "https://127.0.0.1",
    "https://10.1.2.3",
    "https://172.16.0.1",
    "https://192.168.1.5",
    "https://169.254.1.1",
    "https://[::1]",
    "https://shop.local",
    "https://shop.test",
    "https://medusa",
    "https://api.shop.example.tw:9000",
    "https://localhost.",
    "https://api.localhost.",
    "https://2130706433",
    "https://0x7f.1",
    "https://0177.0.0.1",
    "https://100.64.0.1",
    "https://198.18.0.1",
    "https://224.0.0.1",
    "https://[fd00::1]",
    "https://[2001:db8::1]",
    "https://[::ffff:10.0.0.1]",
    "https://router.lan",
  ])("refuses %s, which no gateway reaches", (url) => {
    expect(problemsOf({ ...GOOD, backendUrl: url })).toContain("backendUrl must be a public https address")
    expect(problemsOf({ ...GOOD, storefrontUrl: url })).toContain("storefrontUrl must be a public https address")
  })

  it.each(["https://user:pw@shop.tw", "https://user@shop.tw", "https://:pw@shop.tw"])("refuses %s", (url) => {
    expect(problemsOf({ ...GOOD, backendUrl: url })).toContain("without a user's name")
  })

  it.each([
    ...["https://api.shop.example.tw:443/", "https://172.32.0.1", "https://綠界.台灣", "https://10.shop.tw"],
    ...[
      "https://192.168.shop.tw",
      "https://127.tw",
      "https://shop.tw.",
      "https://100.128.0.1",
      "https://local.shop.tw",
    ],
  ])("takes %s", (backendUrl) => {
    expect(problemsOf({ ...GOOD, backendUrl })).toBe("")
  })
})

describe("a sandbox", () => {
  it.each([
    { sandbox: "https://payment.ecpay.com.tw" },
    { sandbox: "https://payment-stage.ecpay.com.tw" },
    { sandbox: "http://172.32.0.1" },
    { sandbox: "http://10.evil.tw" },
    { sandbox: "http://127.0.0.1.evil.tw" },
    { sandbox: "http://192.168.1.1.nip.io" },
    { sandbox: "http://localhost.evil.tw" },
    { sandbox: "http://[2001:db8::1]" },
    { sandbox: "http://[::ffff:8.8.8.8]" },
    { sandbox: "http://user:pw@localhost:4545" },
    { sandbox: "http://134744072" },
    { sandbox: "ftp://localhost" },
    { sandbox: "localhost:4545" },
    { sandbox: "" },
    { sandbox: 4545 },
    {},
    "sandbox",
  ])("must be at a private address, not %j", (environment) => {
    expect(problemsOf({ ...GOOD, environment })).toContain("environment must be")
  })

  it.each([
    "http://localhost:4545",
    "http://127.0.0.1:1",
    "http://[::1]:80",
    "http://sandbox:4545",
    "https://10.0.0.7",
    "http://localhost.:4545",
    "http://2130706433:4545",
    "http://[::ffff:127.0.0.1]:4545",
    "http://[fd12::7]:4545",
    "http://host.docker.internal:4545",
  ])("may be at %s, and the shop on localhost", (sandbox) => {
    const local = { backendUrl: "http://localhost:9000", storefrontUrl: "http://localhost:8000" }
    expect(read({ environment: { sandbox }, ...local }).environment).toEqual({ sandbox })
  })
})

describe("the environment", () => {
  it("is never guessed where it is missing", () => {
    expect(problemsOf({ ...GOOD, environment: undefined })).toContain("environment is missing")
  })

  it.each([
    ["Production", "production"],
    ["prod", "production"],
    ["live", "production"],
    ["staging", "stage"],
    ["TEST", "stage"],
  ])("is not %s, and what was meant is said", (environment, meant) => {
    expect(problemsOf({ ...GOOD, environment })).toContain(`did you mean "${meant}"?`)
  })
})

describe("the contract's limits", () => {
  it.each([5, [], "30-20000", null])("must be an object, not %j", (limits) => {
    const message = problemsOf({ ...GOOD, limits })
    expect(message === "" ? limits : message).toEqual(limits === null ? null : expect.stringContaining("limits must"))
  })

  it.each([{ min: 0 }, { max: -1 }, { max: 10.5 }, { min: "30" }, { most: 5 }, 7, null, { min: 500, max: 30 }])(
    "of a method must be whole dollars in order, not %j",
    (cvs) => expect(problemsOf({ ...GOOD, limits: { cvs } })).toContain("limits.cvs must be whole dollars"),
  )
})

describe("one option", () => {
  const reader = (value: unknown) => new OptionReader("X", value === undefined ? {} : { it: value })

  it("as a text takes a number, which YAML and env files make of digits", () => {
    expect(reader(3002607).text("it", /^\d+$/, "digits")).toBe("3002607")
  })

  it("as an integer keeps to its range", () => {
    for (const bad of [0, 61, 1.5, "3", Number.NaN, null]) {
      const one = reader(bad)
      expect(one.integer("it", 1, 60, "days")).toBeUndefined()
      expect(one.problems).toEqual(["it must be a whole number of days from 1 to 60"])
    }
    expect(reader(60).integer("it", 1, 60, "days")).toBe(60)
    expect(reader(undefined).integer("it", 1, 60, "days")).toBeUndefined()
  })

  it("as a list takes known parts only, and not none of them", () => {
    for (const bad of [[], ["9"], ["3", "9"], "3", { 0: "3" }]) {
      const one = reader(bad)
      one.list("it", ["3", "6"])
      expect(one.problems).toEqual(["it must be a list out of 3, 6"])
    }
    expect(reader(["6", 3]).list("it", ["3", "6"])).toEqual(["3", "6"])
    expect(reader(undefined).list("it", ["3"])).toEqual([])
  })

  it("as an optional text is absent or right", () => {
    const one = reader("")
    one.optionalText("it", /^\d+$/, "digits")
    expect(one.problems).toEqual(["it must be digits"])
    expect(reader(undefined).optionalText("it", /^\d+$/, "digits")).toBeUndefined()
  })
})
