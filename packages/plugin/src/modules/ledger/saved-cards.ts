import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { newId } from "./ids"
import type { Attempt } from "./records"

/** A row of `taiwan_payment_card`. No model of Medusa's has it: queries, links and the admin have no business with it. */
export interface Card {
  readonly id: string
  readonly customer_id: string
  readonly gateway: string
  readonly environment: Attempt["environment"]
  readonly merchant: string
  readonly brand: string
  readonly last4: string
  /** `yyyy-MM` */
  readonly expiry: string
  readonly fingerprint: string
  readonly sealed: string
  /** The payment on which it depends; null once that is paid, and where it was kept without one. */
  readonly attempt_id: string | null
  readonly created_at: Date
}

export type Account = Pick<Card, "gateway" | "environment" | "merchant">
export type NewCard = Omit<Card, "id" | "created_at" | "sealed">

const CARD = "taiwan_payment_card"

/** Cards of which nothing came are given up after this long. */
const STALE = "1 day"

/** The cards that customers let the shop keep. Whoever asks names the customer, and finds no other's. */
export class SavedCards {
  constructor(private readonly db: Knex) {}

  /** Good cards of one customer at one account, the newest first, each once. */
  async list(customerId: string, account: Account): Promise<Card[]> {
    const cards: Card[] = await this.usable()
      .where({ "card.customer_id": customerId, ...qualified(account) })
      .orderBy("card.created_at", "desc")
    const isNewest = ({ fingerprint }: Card, index: number) =>
      cards.findIndex((other) => other.fingerprint === fingerprint) === index
    return cards.filter(isNewest)
  }

  async find(customerId: string, id: string): Promise<Card | undefined> {
    return this.good().where({ "card.customer_id": customerId, "card.id": id }).first()
  }

  /** A card that may be charged: good, and of a customer whom Medusa still has. */
  async chargeable(customerId: string, id: string): Promise<Card | undefined> {
    return this.usable().where({ "card.customer_id": customerId, "card.id": id }).first()
  }

  /** Customers whom Medusa has deleted, and whose cards are still here; without those that are put off. */
  async ownersGone(limit: number, putOff: readonly string[] = []): Promise<string[]> {
    const found = this.db(`${CARD} as card`).join("customer", "customer.id", "card.customer_id")
    found.whereRaw("card.customer_id <> all(?)", [[...putOff]])
    return found.whereNotNull("customer.deleted_at").distinct("card.customer_id").limit(limit).pluck("card.customer_id")
  }

  /** Whatever the shop keeps of a customer's, good or not. */
  async ofCustomer(customerId: string): Promise<Card[]> {
    return this.db<Card>(CARD).where({ customer_id: customerId })
  }

  /** The same card as often as it was kept. */
  async copiesOf({ customer_id, fingerprint, gateway, environment, merchant }: Card): Promise<Card[]> {
    return this.db<Card>(CARD).where({ customer_id, fingerprint, gateway, environment, merchant })
  }

  /** Adds a card; `seal` is given its id. */
  async add(card: NewCard, seal: (id: string) => string): Promise<Card> {
    const id = newId("tpk")
    const [row] = await this.db<Card>(CARD)
      .insert({ id, ...card, sealed: seal(id) })
      .returning("*")
    if (!row) throw new Error("The card was not written.")
    return row
  }

  async remove({ id }: Pick<Card, "id">): Promise<void> {
    await this.db(CARD).where({ id }).delete()
  }

  /** Cards whose payment is paid depend on it no more, so that what is stale is looked for among few. */
  async settle(limit: number): Promise<void> {
    const paid = this.ofPayments().whereNotNull("attempt.paid_at").limit(limit)
    await this.db(CARD).whereIn("id", paid.select("card.id")).update({ attempt_id: null })
  }

  /** Cards of payments that came to nothing; without those that are put off. */
  async stale(limit: number, putOff: readonly string[] = []): Promise<Card[]> {
    const unpaid = this.ofPayments().whereRaw("card.id <> all(?)", [[...putOff]])
    const old = unpaid.whereNull("attempt.paid_at").whereRaw(`card.created_at < now() - interval '${STALE}'`)
    return old.select("card.*").orderBy("card.created_at").limit(limit)
  }

  /** Cards at an account that one of these keys has sealed; without those that are put off. */
  async sealedBy(
    account: Account,
    keyIds: readonly string[],
    limit: number,
    putOff: readonly string[] = [],
  ): Promise<Card[]> {
    const bySuchKey = this.db<Card>(CARD)
      .where(account)
      .whereRaw("split_part(sealed, '.', 2) = any(?)", [[...keyIds]])
      .whereRaw("id <> all(?)", [[...putOff]])
    return bySuchKey.orderBy("created_at").limit(limit)
  }

  /** Writes what seals a card now, unless it was sealed anew meanwhile. */
  async reseal({ id, sealed }: Card, anew: string): Promise<void> {
    await this.db(CARD).where({ id, sealed }).update({ sealed: anew })
  }

  private ofPayments(): Knex.QueryBuilder {
    const waiting = this.db(`${CARD} as card`).whereNotNull("card.attempt_id")
    return waiting.join("taiwan_payment_attempt as attempt", "attempt.id", "card.attempt_id")
  }

  private usable(): Knex.QueryBuilder {
    const deleted = this.db("customer").whereRaw("customer.id = card.customer_id").whereNotNull("customer.deleted_at")
    return this.good().whereNotExists(deleted)
  }

  /** A card is good once the payment with which it was kept is paid. */
  private good(): Knex.QueryBuilder {
    return this.db(`${CARD} as card`)
      .leftJoin("taiwan_payment_attempt as attempt", "attempt.id", "card.attempt_id")
      .where((either) => either.whereNull("card.attempt_id").orWhereNotNull("attempt.paid_at"))
      .select("card.*")
  }
}

function qualified(account: Account): Record<string, string> {
  const { gateway, environment, merchant } = account
  return { "card.gateway": gateway, "card.environment": environment, "card.merchant": merchant }
}
