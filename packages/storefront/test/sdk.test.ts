import { afterEach, describe, expect, it, vi } from "vitest"
import { tokenAccess } from "../src/hosted/access.js"
import { openSdk } from "../src/hosted/sdk.js"
import { anAccess, aTokenSession, fakeSdk, scriptsLoadAs } from "./fake-sdk.js"

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe("tokenAccess", () => {
  it.each([
    ["no data", undefined],
    ["no script", { browser: { ...anAccess(), script: "" } }],
    ["a key of another kind", { browser: { ...anAccess(), app_key: 7 } }],
    ["another environment", { browser: { ...anAccess(), server_type: "stage" } }],
    ["a list", { browser: [] }],
  ])("finds none in %s", (_, data) => {
    expect(tokenAccess({ id: "payses_1", data: data ?? null })).toBeNull()
  })

  it("is what the session's data say", () => {
    const access = anAccess()
    expect(tokenAccess(aTokenSession(access))).toEqual(access)
  })
})

describe("openSdk", () => {
  it.each(["javascript:alert(1)", "data:text/javascript,x"])("never loads %s", async (script) => {
    const append = scriptsLoadAs(fakeSdk().sdk)
    await expect(openSdk(anAccess({ script }))).rejects.toMatchObject({ kind: "unsafe-address" })
    expect(append).not.toHaveBeenCalled()
  })

  it.each(["error" as const, null])(
    "says so when the script fails (%s), and tries anew when asked again",
    async (fails) => {
      const access = anAccess()
      const append = scriptsLoadAs(fails)
      await expect(openSdk(access)).rejects.toMatchObject({ kind: "no-script", passing: false })
      append.mockRestore()
      const { sdk } = fakeSdk()
      scriptsLoadAs(sdk)
      await expect(openSdk(access)).resolves.toBe(sdk)
    },
  )

  it("gives up on a script that never comes", async () => {
    vi.useFakeTimers()
    vi.spyOn(document.head, "append").mockImplementation(() => undefined)
    const opening = expect(openSdk(anAccess())).rejects.toMatchObject({ kind: "no-script" })
    await vi.advanceTimersByTimeAsync(20_000)
    await opening
  })

  it("loads and sets up once for a page", async () => {
    const { sdk } = fakeSdk()
    const append = scriptsLoadAs(sdk)
    const access = anAccess()
    await Promise.all([openSdk(access), openSdk({ ...access })])
    expect(append).toHaveBeenCalledOnce()
    expect(sdk.setupSDK).toHaveBeenCalledExactlyOnceWith(11327, "app_key", "sandbox")
  })
})
