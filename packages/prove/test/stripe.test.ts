import { expect, test } from "vitest"
import { loadProvider } from "../src/load.js"
import { prove } from "../src/prove.js"
import * as adapter from "./stripe/bank.js"

/**
 * Medusa's own provider, through an SDK and a host that nobody set: that it boots and is judged. What is found of other people's
 * packages is theirs to know, and stands nowhere here.
 */
test("Medusa's Stripe provider boots and is judged", async () => {
  const { provider } = await loadProvider("@medusajs/payment-stripe", process.cwd())
  const [report] = await prove({ provider, service: "stripe", adapter })
  expect(report?.trouble).toBeNull()
  expect(report?.results.filter(({ verdict }) => verdict === "not judged").map(({ id }) => id)).toEqual([])
  expect(report?.results.length).toBeGreaterThan(60)
}, 400_000)
