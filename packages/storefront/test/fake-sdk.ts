import { vi } from "vitest"
import type { TokenAccess } from "../src/hosted/access.js"
import type { SdkCardConfig, SdkCardUpdate } from "../src/hosted/sdk.js"
import { sessionId } from "./status-fixture.js"

let serial = 0

/** An access to a script that no other test has loaded. */
export function anAccess(changes: Partial<TokenAccess> = {}): TokenAccess {
  serial += 1
  return {
    script: `https://js.tappaysdk.com/sdk/tpdirect/v${serial}`,
    sdk: "card",
    app_id: 11327,
    app_key: "app_key",
    server_type: "sandbox",
    ...changes,
  }
}

export function aTokenSession(access: TokenAccess) {
  const data = { start_url: "https://api.shop.tw/x", return_url: "https://shop.tw/payment/return?a=1", browser: access }
  return { id: sessionId, amount: 1060, data }
}

/** A TPDirect that this test drives. */
export function fakeSdk(parts: Readonly<Record<string, unknown>> = {}) {
  let listener: ((update: SdkCardUpdate) => void) | null = null
  const card = {
    setup: vi.fn((_config: SdkCardConfig) => undefined),
    onUpdate: (hear: (update: SdkCardUpdate) => void) => {
      listener = hear
    },
    getPrime: vi.fn((tell: (result: unknown) => void) => tell({ status: 0, card: { prime: "test_prime" } })),
  }
  const sdk = { setupSDK: vi.fn(), card, ...parts }
  const update = (number: number, expiry: number, ccv: number, cardType = "visa") =>
    listener?.({ cardType, status: { number, expiry, ccv } })
  return { sdk, card, update }
}

/** Scripts put into the page load at once as this TPDirect; null is a script that brings none, "error" one that fails. */
export function scriptsLoadAs(sdk: ReturnType<typeof fakeSdk>["sdk"] | null | "error") {
  return vi.spyOn(document.head, "append").mockImplementation((node) => {
    if (!(node instanceof HTMLScriptElement)) throw new Error("not a script")
    delete window.TPDirect
    if (sdk && sdk !== "error") window.TPDirect = sdk
    queueMicrotask(() => node.dispatchEvent(new Event(sdk === "error" ? "error" : "load")))
  })
}
