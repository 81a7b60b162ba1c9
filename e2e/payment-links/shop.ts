import { afterAll, beforeAll } from "vitest"
import { openShop, type Shop } from "../support/shop"

/** One shop for all that is asked of links: each test pays for orders of its own. */
export let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop?.close())
