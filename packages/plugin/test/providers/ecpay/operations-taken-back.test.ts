import { describe, expect, it } from "vitest"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { LOST } from "../../scripted-gateway"
import { AUTHORIZED, CLOSING, DONE, PART, refused, talk } from "./card-talk"

const UNSENT = new PaymentError("unreachable", "ecpay could not be reached.", { gateway: "ecpay", unsent: true })
const NO = refused("餘額不足")

describe.each(["refund", "void"] as const)("a %s that undoes the closing, then gives the authorisation up", (kind) => {
  it("closes again where the bank refuses the second step, which then is a refusal", async () => {
    const replies = [DONE, NO, DONE]
    await expect(talk({ kind, books: CLOSING, replies })).rejects.toMatchObject({ kind: "refused" })
    expect(await actionsOf({ kind, replies })).toEqual(["E 1000", "N 1000", "C 1000"])
  })

  it.each([
    ["refused", NO],
    ["lost", LOST],
  ] as const)("has no clear end where the closing cannot be asked for again (%s)", async (_, reply) => {
    const told = talk({ kind, books: CLOSING, replies: [DONE, NO, reply] })
    await expect(told).rejects.toMatchObject({ kind: "unreadable", message: expect.stringContaining("20:15") })
  })

  it.each([
    ["lost", LOST],
    ["never sent", UNSENT],
  ] as const)(
    "has no clear end where the second step is %s, and nothing is asked behind our back",
    async (_, reply) => {
      const replies = [DONE, reply]
      const error: unknown = await talk({ kind, books: CLOSING, replies }).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ kind: "unreachable" })
      expect(error instanceof PaymentError && error.facts.unsent).toBeFalsy()
      expect(await actionsOf({ kind, replies })).toEqual(["E 1000", "N 1000"])
    },
  )

  it("that is refused at the first step has nothing to take back", async () => {
    expect(await actionsOf({ kind, replies: [NO] })).toEqual(["E 1000"])
  })
})

it("a part of what is authorised: a refused refund leaves the closing, which tonight would bring anyway", async () => {
  const told = talk({ books: AUTHORIZED, request: PART, replies: [DONE, NO] })
  await expect(told).rejects.toMatchObject({ kind: "refused" })
})

/** What was asked for, although the conversation ends with an error. */
async function actionsOf({ kind, replies }: Pick<Parameters<typeof talk>[0], "kind" | "replies">): Promise<string[]> {
  const asked: string[] = []
  await talk({
    ...(kind ? { kind } : {}),
    books: CLOSING,
    replies: replies ?? [],
    onAction: (action) => asked.push(action),
  }).catch(() => {})
  return asked
}
