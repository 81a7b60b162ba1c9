import { expect, it } from "vitest"
import { startPayment } from "../../../src/payments/checkout/start"
import { methodAccountAt } from "../../fake-gateway"
import { deadAddress } from "../../local-server"
import { containerOf } from "../../shop-container"
import { addSession, useShop } from "../../shop-database"

const place = useShop()
const PROVIDER = "pp_fake-card_main"

it("sends no buyer to a sandbox that is not running, and opens no attempt for it", async () => {
  const sessionId = await addSession(place.shop, "1000")
  const url = await deadAddress()
  const started = startPayment(containerOf(place.shop, PROVIDER, methodAccountAt({ url })), sessionId, false)
  await expect(started).rejects.toThrow(`Nothing answers at ${url}: start the sandbox with`)
  expect(await place.shop.context.ledger.attemptsOf(sessionId)).toEqual([])
})
