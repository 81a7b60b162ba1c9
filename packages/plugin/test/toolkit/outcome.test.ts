import { expect, it } from "vitest"
import { outcomesOf } from "../../src/toolkit/outcome"

const { done, queued, doneBefore } = outcomesOf("0000")

it("is done by what was asked", () => {
  expect(done(["refund 5"], { reference: "R1" })).toEqual({
    state: "done",
    code: "0000",
    message: "",
    reference: "R1",
    steps: ["refund 5"],
  })
})

it("is queued, with a code of its own where the gateway has one", () => {
  expect(queued(["cancel 5"], { code: "LATER" })).toMatchObject({ state: "queued", code: "LATER", steps: ["cancel 5"] })
})

it("was done before: nothing was asked", () => {
  expect(doneBefore("It had gone back.")).toMatchObject({ state: "done", message: "It had gone back.", steps: [] })
})
