import { describe, expect, it } from "vitest"
import { buildInOrder } from "./build.mjs"
import { turns } from "./turns.mjs"

const later = () => new Promise((resolve) => setTimeout(resolve, 5))

describe("builds", () => {
  it("are made once each, after what they need", async () => {
    /** @type {string[]} */
    const ended = []
    await buildInOrder(["bank", "conformance", "backend", "plugin"], async ({ name, needs }) => {
      expect(ended).toEqual(expect.arrayContaining(needs))
      await later()
      ended.push(name)
    })
    expect(ended.toSorted()).toEqual(["backend", "bank", "class", "conformance", "plugin", "prove", "sandbox"])
  })

  it("fail when what one needs fails, after the others have ended", async () => {
    /** @type {string[]} */
    const ended = []
    const building = buildInOrder(["conformance", "class"], async ({ name }) => {
      if (name === "plugin") throw new Error("plugin does not build")
      await later()
      ended.push(name)
    })
    await expect(building).rejects.toThrow("plugin does not build")
    expect(ended.toSorted()).toEqual(["class", "prove", "sandbox"])
  })
})

describe("turns", () => {
  it("never let more run at a time, and all run, though one fails", async () => {
    const inTurn = turns(2)
    let [running, most, ended] = [0, 0, 0]
    const work = async (/** @type {number} */ which) => {
      running += 1
      most = Math.max(most, running)
      await later()
      running -= 1
      ended += 1
      if (which === 1) throw new Error("this one fails")
    }
    const all = await Promise.allSettled([0, 1, 2, 3, 4].map((which) => inTurn(() => work(which))))
    expect(all.filter(({ status }) => status === "rejected")).toHaveLength(1)
    expect({ most, ended, running }).toEqual({ most: 2, ended: 5, running: 0 })
  })
})
