import { describe, expect, it } from "vitest"
import { all, refund } from "./staff-acts.mjs"

/** Staff at a shop whose gateway gives nothing back by its API. @param {(path: string, body: any) => unknown} answer */
function errandAt(answer) {
  const post = async (/** @type {string} */ path, /** @type {unknown} */ body) => {
    if (path.endsWith("/refund")) throw new Error("POST answered 400: 登記退款")
    return answer(path, body)
  }
  const rows = [{ id: "one", trade_no: "T1", amount: 500 }]
  /** @type {any} */
  const errand = {
    stack: { postgres: { query: async () => rows } },
    office: { post },
    buyer: { number: 3, orderId: "order", collectionId: "collection", sessions: [] },
    ...{ asked: [], transfers: [], cash: [] },
  }
  return errand
}

const refuses = (/** @type {string} */ words) => () => {
  throw new Error(`POST answered ${words}`)
}

describe("money that no API gives back", () => {
  it("is transferred once it is written down", async () => {
    const errand = errandAt(() => ({}))
    await refund(errand, all)
    expect(errand.transfers).toEqual([{ trade: "T1", amount: 500 }])
  })

  it("is not transferred where the shop refuses to write it down", async () => {
    const errand = errandAt(refuses("409: At most 0 TWD of this payment are left to refund."))
    await expect(refund(errand, all)).rejects.toThrow("At most 0")
    expect([errand.transfers, errand.asked.length]).toEqual([[], 1])
  })

  it("is written down again by the same reference where no answer came, and transferred once", async () => {
    /** @type {string[]} */
    const references = []
    const errand = errandAt((_path, { reference }) => {
      references.push(reference)
      if (references.length === 1) throw new Error("fetch failed")
      return refuses("409: A refund with this reference is recorded already.")()
    })
    await refund(errand, all)
    expect([new Set(references).size, references.length]).toEqual([1, 2])
    expect(errand.transfers).toHaveLength(1)
  })

  it("has another reference each time that staff give it back", async () => {
    const references = new Set()
    const errand = errandAt((_path, { reference }) => references.add(reference))
    await Promise.all([refund(errand, all), refund(errand, all)])
    expect(references.size).toBe(2)
  })
})
