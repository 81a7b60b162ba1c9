import { expect, test } from "vitest"
import { inTurn } from "./in-turn.mjs"

test("what is asked for meanwhile begins when the other has ended, in order, also after a failure", async () => {
  const told = /** @type {string[]} */ ([])
  const turn = inTurn()
  const work = (/** @type {string} */ name) => async () => {
    told.push(`${name} begins`)
    await new Promise((resolve) => setTimeout(resolve, 5))
    told.push(`${name} ends`)
    if (name === "b") throw new Error("no port")
  }
  const [, b] = await Promise.allSettled(["a", "b", "c"].map((name) => turn(work(name))))
  expect(b?.status).toBe("rejected")
  expect(told).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"])
})
