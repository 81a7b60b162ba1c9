import { existsSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { type Browser, chromium, type Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Merchant, openMerchant, order } from "./tappay-merchant.js"

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync)
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/** A shop's checkout, written against TapPay's front.html: only the script's address refers to the sandbox. */
function checkout(sandboxUrl: string): string {
  return `<!doctype html><meta charset="utf-8"><title>Checkout</title><link rel="icon" href="data:,"><style>.field{height:40px;border:1px solid}</style>
<div class="field" id="number"></div><div class="field" id="expiry"></div><div class="field" id="ccv"></div>
<div id="google"></div><div class="field" id="only-ccv"></div>
<script src="${sandboxUrl}/sdk/tpdirect/v5.19.2"></script><script>
TPDirect.setupSDK(11327, "app_whdEWBH8e8Lzy4N6BysVRRMILYORF6UxXbiOFsICkz0J9j1C0JUlCHv1tVJC", "sandbox")
TPDirect.card.setup({
  fields: {
    number: { element: "#number", placeholder: "**** **** **** ****" },
    expirationDate: { element: document.getElementById("expiry"), placeholder: "MM / YY" },
    ccv: { element: "#ccv", placeholder: "後三碼" },
  },
  styles: { input: { color: "rgb(1, 2, 3)" }, ".valid": { color: "rgb(0, 128, 0)" }, "input{}body": { color: "red" } },
})
window.updates = []
TPDirect.card.onUpdate((update) => window.updates.push(update))
</script>`
}

/** In CI no test may be skipped because a program is missing. */
const isSkipped = !CHROMIUM && process.env.CI !== "true"

describe.skipIf(isSkipped)("TPDirect in a browser", () => {
  let browser: Browser
  let merchant: Merchant
  let shop: Server
  let page: Page
  let requests: string[]
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: QUIET })
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    merchant = await openMerchant()
    requests = []
    shop = createServer((request, response) => {
      requests.push(request.url ?? "")
      response.setHeader("content-type", "text/html; charset=utf-8")
      response.end(checkout(merchant.world.sandbox.url))
    })
    await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve))
    const address = shop.address()
    page = await browser.newPage()
    // Another site than the sandbox's, so that the frames are cross-origin, as in production.
    await page.goto(`http://localhost:${typeof address === "object" ? address?.port : 0}/checkout`)
  })
  afterEach(async () => {
    await page.close()
    shop.closeAllConnections()
    shop.close()
    await merchant.world.close()
  })

  const input = (id: string) => page.frameLocator(`#${id} iframe`).locator("input")
  const type = (id: string, text: string) => input(id).pressSequentially(text)
  const state = () => page.evaluate("TPDirect.card.getTappayFieldsStatus()")
  const run = (expression: string) => page.evaluate(expression) as Promise<Record<string, unknown>>
  const getPrime = () => run("new Promise((resolve) => TPDirect.card.getPrime(resolve))")

  async function fill(number: string, expiry: string, ccv: string) {
    await type("number", number)
    await type("expiry", expiry)
    await type("ccv", ccv)
  }

  it("gives no prime for what is unfinished, wrong or expired", async () => {
    expect(await state()).toMatchObject({ canGetPrime: false, status: { number: 1, expiry: 1, ccv: 1 } })
    await fill("4242", "13", "12")
    expect(await state()).toMatchObject({
      canGetPrime: false,
      hasError: true,
      status: { number: 2, expiry: 2, ccv: 3 },
    })
    expect(await getPrime()).toEqual({ status: 44, msg: "Invalid arguments : card number" })
    await input("number").fill("4242424242424241")
    await input("expiry").fill("1025")
    expect(await state()).toMatchObject({ status: { number: 2, expiry: 2 } })
    await expect(run("TPDirect.card.getPrime()")).rejects.toThrow("card number")
  })

  it("tells the shop of every change, and shows numbers in groups", async () => {
    await fill("345454654604563", "1230", "123")
    expect(await state()).toMatchObject({
      cardType: "amex",
      canGetPrime: false,
      status: { number: 0, expiry: 0, ccv: 3 },
    })
    await type("ccv", "4")
    expect(await state()).toMatchObject({ cardType: "amex", canGetPrime: true, hasError: false })
    const values = await Promise.all(["number", "expiry", "ccv"].map((id) => input(id).inputValue()))
    expect(values).toEqual(["3454 546546 04563", "12 / 30", "1234"])
    expect(Object(await run("window.updates.at(-1)"))).toMatchObject({ canGetPrime: true })
  })

  it("gives a prime that pays, while the card stays in the frames", async () => {
    await fill("4242424242424242", "1235", "123")
    expect(await run("document.querySelector('#number iframe').contentDocument")).toBeNull()
    const got = await getPrime()
    expect(got).toMatchObject({ status: 0, card: { bincode: "424242", lastfour: "4242", type: 1, countrycode: "TW" } })
    const { prime } = Object(got.card) as { prime: string }
    expect((await merchant.pay({ prime })).status).toBe(0)
    expect((await merchant.pay({ prime })).status).toBe(91)
    expect(requests).toEqual(["/checkout"])
  })

  it("takes the shop's styles, and nothing that is more than styles", async () => {
    const frame = page.frames().find((each) => each.name().startsWith("tappay-number"))
    const colour = () => frame?.evaluate("getComputedStyle(document.getElementById('cc-number')).color")
    await type("number", "4242")
    expect(await colour()).toBe("rgb(1, 2, 3)")
    await type("number", "424242424242")
    expect(await colour()).toBe("rgb(0, 128, 0)")
    expect(await page.locator("#number").getAttribute("class")).toContain("tappay-field-focus")
  })

  it("gives primes of wallets in both ways of calling back", async () => {
    const line = await run("new Promise((resolve) => TPDirect.linePay.getPrime((result) => resolve(result)))")
    expect(line).toMatchObject({ status: 0, prime: expect.stringMatching(/^ln_/) })
    const wallet = await run(
      "new Promise((resolve) => TPDirect.easyWallet.getPrime((error, result) => resolve([error, result])))",
    )
    expect(wallet).toMatchObject([null, { status: 0 }])
    expect(await run("TPDirect.plusPay.getPrime()")).toMatchObject({ status: 0 })
  })

  it("asks in a sheet for Google Pay, and can be cancelled there", async () => {
    const sheet = page.frameLocator("iframe[name=tappay-sheet-google-pay]")
    const press = async (button: string) => {
      const asked = run(
        "new Promise((resolve) => TPDirect.googlePay.getPrime((error, prime) => resolve({ error, prime })))",
      )
      await sheet.locator(`button[value=${button}]`).click()
      return asked
    }
    expect(await press("cancel")).toEqual({ error: { status: 401, msg: "Request cancel" }, prime: null })
    const { prime } = await press("approve")
    expect((await merchant.pay({ prime })).status).toBe(0)
  })

  it("gives a ccv_prime for a saved card", async () => {
    await run(`TPDirect.ccv.setup({ fields: { ccv: { element: "#only-ccv", placeholder: "CCV" } } })`)
    await run("TPDirect.ccv.setupCardType(TPDirect.CardType.VISA)")
    await type("only-ccv", "123")
    const { ccv_prime } = await run("TPDirect.ccv.getPrime()")
    const { card_secret } = await merchant.pay({ remember: true })
    const body = order(merchant.world, { ...card_secret, ccv_prime })
    expect((await merchant.call("/tpc/payment/pay-by-token", body)).status).toBe(0)
  })

  it("goes to TapPay's redirect pages and nowhere else", async () => {
    await run(`TPDirect.redirect("https://evil.example/")`)
    expect(page.url()).toContain("/checkout")
    const begun = await merchant.pay3D()
    await run(`TPDirect.redirect(${JSON.stringify(begun.payment_url)})`)
    await page.fill("#pin", "1234567")
    await page.click("button[value=submit]")
    await page.waitForURL("**/back?**")
    expect(new URL(page.url()).searchParams.get("status")).toBe("0")
  })
})
