import { expect, it } from "vitest"
import { ownEvent } from "../../../src/modules/ledger/own-event"
import { anAttempt } from "../../an-attempt"
import { newAttempt } from "../../shop-database"

const attempt = anAttempt(newAttempt())

it("an event of this shop's own says no more than that, where nobody says more", () => {
  expect(ownEvent(attempt, "note", { digest: "d" })).toEqual({
    ...{ attempt_id: attempt.id, gateway: "fake", kind: "note", verdict: "accepted", amount: 1000 },
    ...{ state: null, code: null, message: null, payload: {}, digest: "d" },
  })
})

it("what is said beside it stands", () => {
  const more = { state: "expired", amount: null, payload: { note: "called" }, digest: "d" } as const
  expect(ownEvent(attempt, "expiry", more)).toMatchObject({ kind: "expiry", ...more })
})
