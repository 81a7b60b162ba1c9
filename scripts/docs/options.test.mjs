import { expect, test } from "vitest"
import { optionsOf } from "./options.mjs"

const options = optionsOf("ecpay")

/** @param {string} name */
const option = (name) => options.find((each) => each.name === name)

test("a gateway without options is a mistake", () => {
  expect(() => optionsOf("no-such-gateway")).toThrow("no-such-gateway")
})

test("what every gateway has is among them, its names spelt out", () => {
  expect(option("environment")).toMatchObject({ required: true, type: expect.stringContaining('"stage"') })
  expect(option("rounding")).toMatchObject({ required: false, type: '"refuse" | "nearest"' })
})

test("required options come first, and each says what it is for", () => {
  const required = options.map((each) => each.required)
  expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)))
  expect(options.filter(({ meaning }) => meaning === "")).toEqual([])
})
