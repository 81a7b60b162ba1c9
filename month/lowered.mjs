import { itemsOf, orderOf, refund } from "./staff-acts.mjs"

/** @typedef {import("./staff-acts.mjs").Errand} Errand */

/** What is left to pay, negative where the order owes its buyer. @param {Errand} errand @param {string} order */
async function leftOf({ office }, order) {
  const { order: found } = await office.get(`/admin/orders/${order}?fields=id,*summary`)
  return Number(found.summary.pending_difference)
}

/** The shop asks less: goodwill, a voucher that came by post. @param {Errand} errand @param {(amount: number) => number} partOf */
export async function writeOff(errand, partOf) {
  const order = await orderOf(errand)
  const amount = partOf(await leftOf(errand, order))
  if (amount < 1) throw new Error("nothing is left to pay")
  const credit = { amount, reference: "goodwill", reference_id: order }
  await errand.office.post(`/admin/orders/${order}/credit-lines`, credit)
}

/** One is not to be had after all: the order is made smaller, and what is too much goes back. @param {Errand} errand */
export async function takeOneOff(errand) {
  const { order_id, items } = await itemsOf(errand)
  const item = items.find(({ quantity }) => quantity > 1)
  if (!item) throw new Error("there is one of each")
  await changeQuantity(errand, order_id, item.id, item.quantity - 1)
  const owed = -(await leftOf(errand, order_id))
  if (owed < 1) return
  try {
    await refund(errand, () => owed)
  } catch (error) {
    await changeQuantity(errand, order_id, item.id, item.quantity)
    throw error
  }
}

/** @param {Errand} errand @param {string} order_id @param {string} item @param {number} quantity */
async function changeQuantity({ office }, order_id, item, quantity) {
  await office.post("/admin/order-edits", { order_id })
  await office.post(`/admin/order-edits/${order_id}/items/item/${item}`, { quantity })
  await office.post(`/admin/order-edits/${order_id}/confirm`, {})
}
