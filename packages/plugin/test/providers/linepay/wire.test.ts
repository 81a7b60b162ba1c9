import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { decodeAnswer, signature } from "../../../src/providers/linepay/wire"

interface Vector {
  readonly id: string
  readonly secret: string
  readonly path: string
  readonly payload: string
  readonly nonce: string
  readonly expected: string
}

const file = new URL("../../../../../vectors/linepay/signature.json", import.meta.url)
const vectors: Vector[] = JSON.parse(readFileSync(file, "utf8")).signature

describe("the signature", () => {
  it.each(vectors)("is $id's", ({ secret, path, payload, nonce, expected }) => {
    expect(signature(secret, path, payload, nonce)).toBe(expected)
  })

  it("changes with one byte of the body", () => {
    const one = signature("secret", "/v4/payments/request", `{"amount":100}`, "n")
    expect(signature("secret", "/v4/payments/request", `{"amount":101}`, "n")).not.toBe(one)
  })
})

describe("an answer", () => {
  it("keeps ids that no double holds", () => {
    const { info } = decodeAnswer(
      `{"returnCode":"0000","info":{"transactionId":2023042201206549311,"list":[2023042201206549313]}}`,
    )
    expect(info).toEqual({ transactionId: "2023042201206549311", list: ["2023042201206549313"] })
  })

  it("leaves digits inside a text alone, whatever stands before them", () => {
    const { info } = decodeAnswer(
      String.raw`{"returnCode":"0000","info":{"productName":"a \" : 2023042201206549311, }"}}`,
    )
    expect(info).toEqual({ productName: `a " : 2023042201206549311, }` })
  })

  it("reads the old form of an error", () => {
    expect(decodeAnswer(`{"resultCode":1104,"statusMessage":"Merchant not found."}`)).toMatchObject({
      code: "1104",
      message: "Merchant not found.",
    })
  })

  it.each(["", "<html>", "null", "[1]", `{"info":{}}`])("refuses %j", (text) => {
    expect(() => decodeAnswer(text)).toThrow(/cannot be read/)
  })

  it.each([
    ["escaped quotes without an end", `"${'\\"'.repeat(200_000)}`],
    ["digits before a point", `${"1".repeat(200_000)}.`],
    ["digits before a letter", `{"a":${"1".repeat(200_000)}e}`],
    ["quotes", '"'.repeat(200_001)],
    ["hyphens", "-".repeat(200_000)],
  ])("does not keep the server busy: %s", (_, text) => {
    const before = performance.now()
    expect(() => decodeAnswer(text)).toThrow(/cannot be read/)
    expect(performance.now() - before).toBeLessThan(10_000)
  })

  it("leaves numbers alone that a double holds, or that are no whole ones", () => {
    const { info } = decodeAnswer(`{"returnCode":"0000","info":[-1,1.5,1234567890123456.5,1e21,-20230422012065493]}`)
    expect(info).toEqual([-1, 1.5, 1234567890123456.5, 1e21, "-20230422012065493"])
  })

  it("that is odd is unreadable, or says nothing, and never a fault of ours", () => {
    expect(decodeAnswer(`{"returnCode":"0000","returnMessage":{"toString":1}}`)).toMatchObject({ message: "" })
    expect(() => decodeAnswer(`{"returnCode":{"toString":1}}`)).toThrow(/cannot be read/)
  })
})
