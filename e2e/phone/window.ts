import { afterAll, beforeAll } from "vitest"
import { lacks } from "../../scripts/lib/services.mjs"
import { openWindow, type ShopWindow } from "../support/browser"

/** One shop for all who buy on a phone: each buyer has a browser, a cart and a payment of their own. */
export let open: ShopWindow

if (!lacks("chromium")) {
  beforeAll(async () => {
    open = await openWindow()
  })
  afterAll(() => open?.close())
}
