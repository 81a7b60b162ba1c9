import type { Shop } from "./shop"

/** What Medusa's own tables say around a payment session. */
export interface Rows {
  readonly collectionId: string
  readonly cartId: string | null
  readonly orderIds: readonly string[]
  readonly payments: number
  /** Amounts of all captures, TWD. */
  readonly captures: readonly number[]
}

/** @throws when the session does not exist. */
export async function rowsOf({ database }: Pick<Shop, "database">, sessionId: string): Promise<Rows> {
  const list = async <Row>(sql: string, id: string): Promise<Row[]> => (await database.query(sql, [id])).rows
  const collections = await list<{ id: string }>(
    "select payment_collection_id as id from payment_session where id = $1",
    sessionId,
  )
  const collectionId = collections[0]?.id
  if (!collectionId) throw new Error(`Medusa has no session ${sessionId}`)
  const byCollection = (column: string, table: string) =>
    list<{ id: string }>(
      `select ${column} as id from ${table} where payment_collection_id = $1 and deleted_at is null`,
      collectionId,
    )
  const [carts, orders, payments] = await Promise.all([
    byCollection("cart_id", "cart_payment_collection"),
    byCollection("order_id", "order_payment_collection"),
    byCollection("id", "payment"),
  ])
  const captures = await list<{ amount: string }>(
    "select amount from capture where deleted_at is null and payment_id in (select id from payment where payment_collection_id = $1)",
    collectionId,
  )
  return {
    collectionId,
    cartId: carts[0]?.id ?? null,
    orderIds: orders.map(({ id }) => id),
    payments: payments.length,
    captures: captures.map(({ amount }) => Number(amount)),
  }
}
