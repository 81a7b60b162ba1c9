import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { expect, it, vi } from "vitest"
import { inHttpTerms } from "../../src/api/admin/taiwan-payments/http-terms"
import { PaymentError } from "../../src/toolkit/payment-error"

const words = { en: "Nothing is left.", "zh-TW": "已無餘額。" }

/** What a handler that throws answers to who accepts a language, or names none. */
async function answerTo(error: Error, language: string | null) {
  // Express's own: the offered language that is wanted most, and the first of them where none is named.
  const acceptsLanguages = (...offered: string[]) =>
    offered.find((each) => each === language) ?? (language ? false : offered[0])
  const json = vi.fn()
  const status = vi.fn((_status: number) => ({ json }))
  const handler = inHttpTerms(async () => {
    throw error
  })
  await handler({ acceptsLanguages } as object as AuthenticatedMedusaRequest, { status } as object as MedusaResponse)
  return { status: status.mock.calls[0]?.[0], body: json.mock.calls[0]?.[0] }
}

it.each([
  ["zh", "已無餘額。"],
  ["en", "Nothing is left."],
  ["ja", "Nothing is left."],
  [null, "Nothing is left."],
])("a refusal is said to who reads %s: %s", async (language, message) => {
  const { status, body } = await answerTo(new PaymentError("refused", words, { code: "7" }), language)
  expect(status).toBe(409)
  expect(body).toMatchObject({ type: "refused", message, code: "7" })
})

it("what was said in English alone is told as it is", async () => {
  expect(await answerTo(new PaymentError("unreachable", "No answer."), "zh")).toMatchObject({
    ...{ status: 504, body: { type: "unreachable", message: "No answer." } },
  })
})

it("another error is Medusa's to answer", async () => {
  await expect(answerTo(new Error("a bug"), "zh")).rejects.toThrow("a bug")
})
