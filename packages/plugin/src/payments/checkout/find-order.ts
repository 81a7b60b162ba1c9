import { asValue } from "@medusajs/framework/awilix"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Budgets } from "../../modules/ledger/budgets"
import { sha256Hex } from "../../toolkit/digest"
import type { PaymentContext } from "../context"
import { isBuyersAddress } from "./buyers-address"

const NAME = "taiwanPaymentsGuestOrders"
const WINDOW_MINUTES = 10

/** Within ten minutes, by the same network address, and for the same e-mail address: enough to mistype, too few to guess. */
const TRIES = 10

/** What only the buyer knows both of. */
export interface GuestOrder {
  /** As the buyer reads it: Medusa's `display_id`. */
  readonly number: number
  readonly email: string
}

export interface FoundOrder {
  readonly order_id: string
  /** The last payment session of the order, for its status page; null where it was never to be paid. */
  readonly session_id: string | null
}

/** Whether the shop lets guests look up their orders: `guestOrders` in the plugin's options. */
export function setGuestOrders(container: MedusaContainer, allowed: boolean): void {
  container.register(NAME, asValue(allowed))
}

export function allowsGuestOrders(container: MedusaContainer): boolean {
  return container.resolve<boolean | undefined>(NAME, { allowUnregistered: true }) ?? false
}

/** Counts a look-up before it is made; false when this network address, or this e-mail address, has had its share. */
export async function takeLookUp({ db }: PaymentContext, email: string, address: string | null): Promise<boolean> {
  const budgets = new Budgets(db, WINDOW_MINUTES)
  if (isBuyersAddress(address) && !(await budgets.take(`order look-up address ${address}`, TRIES))) return false
  return budgets.take(`order look-up e-mail ${sha256Hex(normal(email))}`, TRIES)
}

/** The order that has this number and this e-mail address; null where either is another's. */
export async function findGuestOrder({ db }: PaymentContext, wanted: GuestOrder): Promise<FoundOrder | null> {
  const found = await db({ o: "order" })
    .leftJoin({ link: "order_payment_collection" }, (join) =>
      join.on("link.order_id", "o.id").andOnNull("link.deleted_at"),
    )
    .leftJoin({ session: "payment_session" }, (join) =>
      join.on("session.payment_collection_id", "link.payment_collection_id").andOnNull("session.deleted_at"),
    )
    .where({ "o.display_id": wanted.number, "o.is_draft_order": false })
    .whereRaw("lower(o.email) = ?", [normal(wanted.email)])
    .whereNull("o.deleted_at")
    .orderByRaw("session.created_at desc nulls last")
    .first<FoundOrder | undefined>({ order_id: "o.id", session_id: "session.id" })
  return found ?? null
}

function normal(email: string): string {
  return email.trim().toLowerCase()
}
