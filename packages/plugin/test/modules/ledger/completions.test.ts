import { expect, it } from "vitest"
import { Completions } from "../../../src/modules/ledger/completions"
import { newId, useShop } from "../../shop-database"

const place = useShop()
const completions = () => new Completions(place.shop.db)

it("a completion that was begun has its order's id before there is an order, and stands until it has ended", async () => {
  const [cart, other] = [newId("cart"), newId("cart")]
  const first = await completions().begin(cart)
  const second = await completions().begin(cart)
  await completions().begin(other)
  expect(first).toMatchObject({ cart_id: cart, order_id: expect.stringMatching(/^order_/) })
  await place.shop
    .db("taiwan_payment_completion")
    .where({ order_id: second.order_id })
    .update({ started_at: new Date(0) })
  const open = async (cartId: string) => (await completions().open(cartId)).map(({ order_id }) => order_id)
  expect(await open(cart), "the oldest first").toEqual([second.order_id, first.order_id])
  await completions().end(second.order_id)
  expect(await open(cart)).toEqual([first.order_id])
  expect(await open(other)).toHaveLength(1)
})
