import { createServer, type Server } from "node:http"
import { type Sandbox, startSandbox } from "@taiwan-payments/sandbox"
import { type Browser, chromium } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { lacks, programOf } from "../../../../../scripts/lib/services.mjs"
import { type Page, startPage } from "../../../src/payments/checkout/pages"
import { formAt, gatewayAt } from "../../providers/payuni/at-the-sandbox"

/** A gateway that takes orders at 127.0.0.1 and shows its pages at localhost: another host to every browser. */
describe.skipIf(lacks("chromium"))("a gateway that answers the order with a redirect to another host (37)", () => {
  let sandbox: Sandbox
  let browser: Browser
  let shop: Server

  beforeAll(async () => {
    sandbox = await startSandbox({ pageHost: "localhost" })
    const executablePath = programOf("chromium")
    if (!executablePath) throw new Error("There is no Chromium.")
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] })
  })
  afterAll(async () => {
    await browser?.close()
    shop?.close()
    await sandbox?.close()
  })

  async function serve({ html, policy }: Page): Promise<string> {
    shop?.close()
    const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy }
    shop = createServer((_, response) => void response.writeHead(200, headers).end(html))
    await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve))
    const address = shop.address()
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`
  }

  const departure = () =>
    startPage(formAt(gatewayAt(sandbox), "credit", `T${Date.now()}`, sandbox.clock.now()), "zh-TW")

  it("gets the buyer", async () => {
    const page = await browser.newPage()
    await page.goto(await serve(departure()))
    await page.waitForURL(`http://localhost:${sandbox.port}/**`)
    expect(await page.locator("form").count()).toBeGreaterThan(0)
    await page.close()
  })

  it("would not get them past a policy that names its first host only: the browser holds it against redirects", async () => {
    const { html, policy } = departure()
    const strict = policy.replace(/form-action [^;]+/, `form-action ${sandbox.url}`)
    const page = await browser.newPage()
    const problems: string[] = []
    page.on("console", (message) => void problems.push(message.text()))
    const address = await serve({ html, policy: strict })
    await page.goto(address, { waitUntil: "commit" })
    await expect.poll(() => problems.join(), { timeout: 20_000 }).toContain("form-action")
    expect(page.url()).toBe(address)
    await page.close()
  })
})
