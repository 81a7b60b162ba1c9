import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { type AccountClient, clientOf } from "../../src/toolkit/account-client"
import type { MerchantAccount } from "../../src/toolkit/contract/gateway"
import type { Environment } from "../../src/toolkit/environment"
import { accountOf, LIVE_OPTIONS } from "../ecpay-account"
import { deadAddress, serve } from "../local-server"

let merchant = 5_000_000

/** The line of an account that no other test has. */
function freshLine(environment: Environment, perMinute = 3): { gateway: MerchantAccount; line: AccountClient } {
  merchant += 1
  const { account } = accountOf({ ...LIVE_OPTIONS, environment, merchantId: String(merchant) })
  const paced = { ...account, rateLimits: { ...account.rateLimits, perMinute } }
  return { gateway: paced, line: clientOf(paced) }
}

function asked(line: AccountClient, times: number): boolean[] {
  return Array.from({ length: times }, () => line.tryAcquire())
}

describe("the budget of an account", () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-22T10:00:30Z") }))
  afterEach(() => void vi.useRealTimers())

  it("is so many questions a minute, and as many again in the next", () => {
    const { line } = freshLine("stage")
    expect(asked(line, 5)).toEqual([true, true, true, false, false])
    vi.setSystemTime(new Date("2026-11-22T10:00:59.999Z"))
    expect(line.tryAcquire()).toBe(false)
    vi.setSystemTime(new Date("2026-11-22T10:01:00Z"))
    expect(asked(line, 4)).toEqual([true, true, true, false])
  })

  it("keeps a part for what must not wait; what was refused takes nothing", () => {
    const { line } = freshLine("stage", 10)
    const again = Array.from({ length: 50 }, () => line.tryAcquire(false))
    expect(again.filter(Boolean)).toHaveLength(6)
    expect(asked(line, 5)).toEqual([true, true, true, true, false])
  })

  it("is shared by every method of the account, and by no other account", () => {
    const { gateway, line } = freshLine("stage")
    expect(clientOf({ ...gateway })).toBe(line)
    asked(line, 3)
    expect(clientOf(gateway).tryAcquire()).toBe(false)
    expect(freshLine("stage").line.tryAcquire()).toBe(true)
    expect(clientOf({ ...gateway, environment: "production" }).tryAcquire()).toBe(true)
  })

  it("is nothing while the gateway shuts us out, and a shorter sentence does not shorten a longer one", () => {
    const { line } = freshLine("stage")
    line.blockUntil(new Date("2026-11-22T10:30:00Z"))
    line.blockUntil(new Date("2026-11-22T10:10:00Z"))
    expect(line.tryAcquire()).toBe(false)
    vi.setSystemTime(new Date("2026-11-22T10:29:59.999Z"))
    expect(line.tryAcquire()).toBe(false)
    vi.setSystemTime(new Date("2026-11-22T10:30:00Z"))
    expect(line.tryAcquire()).toBe(true)
  })
})

describe("the clock of an account", () => {
  const virtual = new Date("2027-03-01T12:00:00Z")

  it("is the sandbox's in a sandbox, learnt from any answer", async () => {
    const url = await serve((_request, response) => void response.setHeader("date", virtual.toUTCString()).end())
    const { line } = freshLine({ sandbox: url })
    expect(Math.abs(line.now().getTime() - Date.now())).toBeLessThan(1_000)
    await line.refreshClock()
    expect(Math.abs(line.now().getTime() - virtual.getTime())).toBeLessThan(5_000)
    expect(line.skewMs).toBeGreaterThan(86_400_000)
  })

  it("is this machine's elsewhere, whatever the gateway's says; refreshing asks nobody", async () => {
    const url = await serve((_request, response) => void response.setHeader("date", virtual.toUTCString()).end())
    const network = vi.spyOn(globalThis, "fetch")
    const { line } = freshLine("production")
    await line.refreshClock()
    expect(network).not.toHaveBeenCalled()
    await line.send({ call: "query", method: "GET", url, headers: {}, timeoutMs: 3_000 })
    expect(Math.abs(line.now().getTime() - Date.now())).toBeLessThan(1_000)
    expect(line.skewMs).toBeGreaterThan(86_400_000)
    network.mockRestore()
  })

  it("is the gateway's where two answers agree that this machine's is wrong, and this machine's again once it is right", async () => {
    let ahead = 300_000
    const url = await serve((_request, response) => {
      response.setHeader("date", new Date(Date.now() + ahead).toUTCString()).end()
    })
    const { line } = freshLine("production")
    const ask = () => line.send({ call: "query", method: "GET", url, headers: {}, timeoutMs: 3_000 })
    const isAhead = () => Math.round((line.now().getTime() - Date.now()) / 60_000)
    await ask()
    expect([isAhead(), line.steadySkewMs]).toEqual([0, 0])
    await ask()
    expect(isAhead()).toBe(5)
    ahead = -86_400_000
    await ask()
    expect(isAhead(), "one answer proves nothing").toBe(5)
    ahead = 1_000
    await ask()
    await ask()
    expect(isAhead()).toBe(0)
    expect(Math.abs(line.now().getTime() - Date.now()), "a second is none").toBeLessThan(100)
  })

  it("cannot be refreshed in a sandbox that is down", async () => {
    const { line } = freshLine({ sandbox: await deadAddress() })
    await expect(line.refreshClock()).rejects.toMatchObject({ kind: "unreachable" })
  })

  it("says where a sandbox that is down was looked for, and how it is started; elsewhere nothing of the kind", async () => {
    const sandbox = await deadAddress()
    const { line } = freshLine({ sandbox })
    const command = `npx taiwan-payments-sandbox --port ${new URL(sandbox).port}`
    await expect(line.refreshClock()).rejects.toThrow(
      `Nothing answers at ${sandbox}: start the sandbox with "${command}".`,
    )
    const { line: stage } = freshLine("stage")
    const question = { call: "query", method: "GET", url: await deadAddress(), headers: {}, timeoutMs: 1000 } as const
    await expect(stage.send(question)).rejects.toThrow(/^(?!.*sandbox)/)
  })
})
