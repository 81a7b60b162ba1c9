import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { CORE_FAULTS } from "../src/core/faults.js"
import { labelIn } from "../src/core/labels.js"
import { payByCard } from "../src/shopper/index.js"
import { openWorld, order, sign, type World } from "./shop.js"

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const open = (path: string, headers: Record<string, string> = {}) => fetch(world.sandbox.url + path, { headers })
const get = async (path: string, headers: Record<string, string> = {}) => (await open(path, headers)).text()
const press = (path: string, fields: Record<string, string>) =>
  fetch(world.sandbox.url + path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" })

describe("a fault", () => {
  it.each(["abc", "0", "-1", "1.5", "1e400", "NaN"])("is not armed %s times", async (count) => {
    const answer = await press("/_sandbox/faults", { kind: "drop", count })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain("How often must be")
    const body = JSON.stringify({ kind: "drop", count })
    const api = await fetch(`${world.sandbox.url}/_sandbox/api/faults`, { method: "POST", body })
    expect(api.status).toBe(400)
    expect(world.sandbox.faults.list()).toEqual([])
  })

  it("is not armed for a time that is none, nor under a name that is none", async () => {
    expect(() => world.sandbox.fault({ kind: "slow", milliseconds: Number.NaN })).toThrow(/How long/)
    expect((await press("/_sandbox/faults", { kind: "gremlins", count: "1" })).status).toBe(400)
  })

  it("is armed until it is removed where no number is given", async () => {
    await press("/_sandbox/faults", { kind: "drop", count: " " })
    expect(world.sandbox.faults.list()).toMatchObject([{ kind: "drop", remaining: null }])
  })
})

describe("the outbox", () => {
  it("shows whose notice it is, about what and when, and finds it", async () => {
    await payByCard(world.shop.startUrl(sign(order(world.shop))))
    await world.sandbox.settled()
    const [trade] = world.sandbox.gateway("ecpay").trades()
    const page = await get("/_sandbox/")
    const row = /<table id="notices">.*<tbody>(.*?)<\/tbody>/s.exec(page)?.[1] ?? ""
    expect(row).toContain(world.sandbox.gateway("ecpay").name)
    expect(row).toContain(`>${trade?.id}</a>`)
    expect(row).toMatch(/\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d/)
    for (const q of [trade?.id ?? "", "ECPAY", "1|OK", trade?.reference ?? ""])
      expect(await get(`/_sandbox/?q=${encodeURIComponent(q)}`)).toContain(`>${trade?.id}</a>`)
    expect(await get("/_sandbox/?q=nowhere")).toContain("No notice fits")
    expect(await get(`/_sandbox/?q=${encodeURIComponent('"><script>')}`)).not.toContain('"><script>')
  })

  it("is followed live when one asks for it", async () => {
    expect((await open("/_sandbox/")).headers.get("refresh")).toBeNull()
    const live = await open("/_sandbox/?live=1&q=x")
    expect(live.headers.get("refresh")).toBe("2")
    expect(await live.text()).toContain('href="/_sandbox/?q=x"')
  })
})

describe("a page of the control plane", () => {
  const CHINESE = { "accept-language": "zh-TW,zh;q=0.9" }

  it("is in one language, the browser's or the chosen one", async () => {
    const english = (await get("/_sandbox/")).replaceAll(/<td><a href="\/_sandbox\/\w+\/">[^<]*<\/a><\/td>/g, "")
    expect(english.replace(">中文<", "")).not.toMatch(/\p{Script=Han}/u)
    const chinese = await get("/_sandbox/", CHINESE)
    expect(chinese).toContain('lang="zh-Hant-TW"')
    for (const words of ["Outbox", "Faults", "Reset", "Clock", "No notice", "Search"])
      expect(chinese).not.toContain(words)
    const { headers } = await press("/_sandbox/language", { language: "zh" })
    const cookie = headers.get("set-cookie")?.split(";")[0] ?? ""
    expect(await get("/_sandbox/", { cookie })).toContain("寄件匣")
    expect(await get("/_sandbox/", { ...CHINESE, cookie: "sandbox_language=en" })).toContain("Outbox")
  })

  it("names every button and every fault in either", () => {
    const { gateways, faults } = world.sandbox
    const commands = gateways.flatMap((gateway) => gateway.commands().map(({ label }) => label))
    const labels = [...commands, ...faults.kinds().map(({ label }) => label)]
    expect(labels.length).toBeGreaterThan(CORE_FAULTS.length)
    for (const label of labels) {
      expect(labelIn("en", label)).not.toMatch(/\p{Script=Han}/u)
      expect(labelIn("zh", label)).toMatch(/\p{Script=Han}/u)
    }
  })
})

describe("a message in the timeline", () => {
  it("is shown field by field", async () => {
    await payByCard(world.shop.startUrl(sign(order(world.shop))))
    await world.sandbox.settled()
    const [trade] = world.sandbox.gateway("ecpay").trades()
    const page = await get(`/_sandbox/ecpay/trades/${trade?.id}`)
    expect(page).toContain("<dt>RtnCode</dt><dd>1</dd>")
    expect(page).toMatch(/<dt>PaymentDate<\/dt><dd>\d{4}\/\d\d\/\d\d \d\d:/)
  })
})

describe("NewebPay's periodic payments", () => {
  it("are answered: they are not here", async () => {
    const answer = await press("/MPG/period", { MerchantID_: "MS1", PostData_: "00" })
    expect(answer.status).toBe(501)
    expect(await answer.text()).toMatch(/沒有定期定額.*has no periodic payments/s)
  })
})
