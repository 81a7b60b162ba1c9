import { expect, it } from "vitest"
import ledgerModule, { LEDGER_MODULE } from "../../../src/modules/ledger"

it("the ledger is a module of Medusa's, by its name, which lists what it keeps and the admin shows", () => {
  expect(LEDGER_MODULE).toBe("taiwanPaymentLedger")
  const { prototype } = ledgerModule.service
  expect(Object.getOwnPropertyNames(Object.getPrototypeOf(prototype))).toEqual(
    expect.arrayContaining(["listAttempts", "listEvents", "listOperations", "listAlarms"]),
  )
})
