import { expect, it } from "vitest"
import { linesThatAddUp } from "../../src/toolkit/order-lines"
import { twd } from "../../src/toolkit/twd"

const line = (total: number) => ({ title: "Tea", quantity: 2, total })

it("are the cart's lines and deliveries, without those that cost nothing", () => {
  const [tea, free, delivery] = [line(40), line(0), line(60)]
  expect(linesThatAddUp({ items: [tea, free], shipping: [delivery], amount: twd(100) })).toEqual([tea, delivery])
})

it.each([
  ["do not add up", [line(40), line(59)]],
  ["have cents", [line(40.5), line(59.5)]],
  ["have a discount of their own", [line(120), line(-20)]],
])("are none where they %s", (_, items) => {
  expect(linesThatAddUp({ items, shipping: [], amount: twd(100) })).toBeNull()
})
