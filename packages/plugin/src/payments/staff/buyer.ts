import { personName } from "../person-name"
import type { Buyer } from "./views"

interface Person {
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly phone?: string | null
}

/** A cart or an order, as far as it tells who buys. */
export interface Owner {
  readonly email?: string | null
  readonly customer?: (Person & { readonly id: string }) | null
  readonly shipping_address?: Person | null
  readonly billing_address?: Person | null
}

const PERSON = ["first_name", "last_name", "phone"]

/** To be asked of Medusa whenever somebody looks: of all this nothing is stored here, so what Medusa forgets is forgotten. */
export function buyerFields(owner: "order" | "cart"): string[] {
  const of = (relation: string, fields: readonly string[]) => fields.map((field) => `${owner}.${relation}.${field}`)
  return [
    `${owner}.email`,
    ...of("customer", ["id", ...PERSON]),
    ...of("shipping_address", PERSON),
    ...of("billing_address", PERSON),
  ]
}

/** Whom to call: the one to whom the goods go, else the one who pays, else the customer. Null where nothing is known. */
export function buyerOf({ email, customer, shipping_address, billing_address }: Owner): Buyer | null {
  const people = [shipping_address, billing_address, customer].filter((person) => person != null)
  const buyer = {
    name: people.map(personName).find(Boolean) ?? null,
    email: email ?? null,
    phone: people.map(({ phone }) => phone).find(Boolean) ?? null,
    customer_id: customer?.id ?? null,
  }
  return Object.values(buyer).some((known) => known !== null) ? buyer : null
}
