import type { HttpTypes } from "@medusajs/types"
import type { Cart } from "./cart"
import type { TextKey } from "./texts"

export interface CheckoutForm {
  readonly email: string
  readonly name: string
  readonly phone: string
  readonly city: string
  readonly district: string
  readonly address: string
}

export type Field = keyof CheckoutForm
export type Problems = Partial<Record<Field, TextKey>>

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
// Mobile and land lines, with or without the country's code, written with spaces or hyphens as people do.
const phone = /^(\+?886|0)\d{8,9}$/

const rules: Readonly<Record<Field, { ok(value: string): boolean; problem: TextKey }>> = {
  email: { ok: (value) => email.test(value), problem: "errorEmail" },
  name: { ok: (value) => value !== "", problem: "errorName" },
  phone: { ok: (value) => phone.test(value.replace(/[\s()-]/g, "")), problem: "errorPhone" },
  city: { ok: (value) => value !== "", problem: "errorCity" },
  district: { ok: (value) => value !== "", problem: "errorDistrict" },
  address: { ok: (value) => value !== "", problem: "errorAddress" },
}

const contactFields = ["email", "name", "phone"] as const
const addressFields = ["city", "district", "address"] as const

/** What is wrong with a form, by field in the order of the page. The address counts only when something is sent there. */
export function findProblems(form: CheckoutForm, sent: boolean): Problems {
  const fields: readonly Field[] = sent ? [...contactFields, ...addressFields] : contactFields
  const wrong = fields.filter((field) => !rules[field].ok(form[field].trim()))
  return Object.fromEntries(wrong.map((field) => [field, rules[field].problem]))
}

/** What the cart already knows of the shopper. */
export function formOf(cart: Cart): CheckoutForm {
  const { shipping_address: address } = cart
  return {
    email: cart.email ?? "",
    name: address?.first_name ?? "",
    phone: address?.phone ?? "",
    city: address?.province ?? "",
    district: address?.city ?? "",
    address: address?.address_1 ?? "",
  }
}

/** A Taiwanese address in Medusa's fields: the county is the province, the district the city. Names are one word. */
export function cartChanges(form: CheckoutForm, sent: boolean): HttpTypes.StoreUpdateCart {
  const who = { first_name: form.name.trim(), last_name: "", phone: form.phone.trim(), country_code: "tw" }
  const where = sent
    ? { province: form.city, city: form.district.trim(), address_1: form.address.trim() }
    : { province: "", city: "", address_1: "" }
  const address = { ...who, ...where }
  return { email: form.email.trim(), shipping_address: address, billing_address: address }
}
