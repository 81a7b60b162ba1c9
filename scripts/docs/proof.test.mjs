import { expect, test } from "vitest"
import { proofOf } from "./proof.mjs"

test("what no test shows rests on documents alone", () => {
  expect(proofOf("ecpay", "credit", "no such capability")).toBeNull()
  expect(proofOf("no-such-gateway", "credit", "pay")).toBeNull()
})

test("a test counts for more than the demo", () => {
  expect(proofOf("ecpay", "credit", "pay")).toBe("test")
  expect(proofOf("ecpay", "twqr", "pay")).toBe("demo")
})
