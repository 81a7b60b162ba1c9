import type { Shop } from "./shop"

type Office = Pick<Shop, "office">

/** A tea whose stock Medusa manages, 680 TWD. */
export async function teaOf({ office }: Office): Promise<string> {
  const { products } = await office.get("/admin/products?handle=roasted-oolong-beans&fields=id,*variants")
  return products[0].variants.find(({ title }: { title: string }) => title === "150 克").id
}

/** A draft that staff have made for a buyer, of one tea. */
export async function draftOrder(shop: Office): Promise<{ id: string; itemId: string }> {
  const [{ regions }, { sales_channels }] = await Promise.all([
    shop.office.get("/admin/regions"),
    shop.office.get("/admin/sales-channels"),
  ])
  const { draft_order } = await shop.office.post("/admin/draft-orders", {
    region_id: regions[0].id,
    sales_channel_id: sales_channels.find(({ name }: { name: string }) => name === "巷口茶室網路商店").id,
    email: "shopper@example.com",
    items: [{ variant_id: await teaOf(shop), quantity: 1 }],
    shipping_methods: [],
  })
  const { order } = await shop.office.get(`/admin/orders/${draft_order.id}?fields=id,*items`)
  return { id: draft_order.id, itemId: order.items[0].id }
}

export const beginEdit = ({ office }: Office, id: string) => office.post(`/admin/draft-orders/${id}/edit`, {})

/** Staff make it two of the same. */
export async function makeItTwo(shop: Office, { id, itemId }: { id: string; itemId: string }): Promise<void> {
  await beginEdit(shop, id)
  await shop.office.post(`/admin/draft-orders/${id}/edit/items/item/${itemId}`, { quantity: 2 })
  await shop.office.post(`/admin/draft-orders/${id}/edit/confirm`, {})
}
