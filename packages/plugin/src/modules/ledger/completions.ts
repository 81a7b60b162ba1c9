import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"

const COMPLETION = "taiwan_payment_completion"

/** A completion of a cart that was begun. The order's id is chosen before Medusa is asked to place it. */
export interface Completion {
  readonly order_id: string
  readonly cart_id: string
  readonly started_at: Date
}

/** Which carts are being completed: what has ended has no row. One that stands while nobody runs it was cut off in the middle. */
export class Completions {
  constructor(private readonly db: Knex) {}

  async begin(cartId: string): Promise<Completion> {
    const [row] = await this.db<Completion>(COMPLETION)
      .insert({ order_id: generateEntityId(undefined, "order"), cart_id: cartId })
      .returning("*")
    if (!row) throw new Error("The completion was not written.")
    return row
  }

  async open(cartId: string): Promise<Completion[]> {
    return this.db<Completion>(COMPLETION).where({ cart_id: cartId }).orderBy("started_at")
  }

  async end(orderId: string): Promise<void> {
    await this.db(COMPLETION).where({ order_id: orderId }).delete()
  }
}
