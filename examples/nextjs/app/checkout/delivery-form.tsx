"use client"

import type { HttpTypes } from "@medusajs/types"
import { type FormEvent, useEffect, useState } from "react"
import { sdk } from "@/lib/medusa"

interface DeliveryFormProps {
  readonly cart: HttpTypes.StoreCart
  readonly onDone: (cart: HttpTypes.StoreCart) => void
}

/** Medusa completes no cart without an e-mail address, an address and a shipping method. */
export function DeliveryForm({ cart, onDone }: DeliveryFormProps) {
  const [options, setOptions] = useState<readonly HttpTypes.StoreCartShippingOption[]>([])
  useEffect(() => {
    sdk.store.fulfillment.listCartOptions({ cart_id: cart.id }).then((answer) => setOptions(answer.shipping_options))
  }, [cart.id])
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onDone(await deliver(cart.id, new FormData(event.currentTarget)))
  }
  return (
    <form onSubmit={submit} style={{ display: "grid", gap: "0.75rem" }}>
      {Object.entries(fields).map(([name, label]) => (
        <label key={name} style={{ display: "grid" }}>
          {label} <input name={name} type={name === "email" ? "email" : "text"} required />
        </label>
      ))}
      <select name="delivery">
        {options.map(({ id, name, amount }) => (
          <option key={id} value={id}>
            {name} NT${amount}
          </option>
        ))}
      </select>
      <button type="submit" disabled={options.length === 0}>
        下一步
      </button>
    </form>
  )
}

const fields = {
  email: "電子郵件",
  last_name: "姓",
  first_name: "名",
  phone: "手機",
  postal_code: "郵遞區號",
  province: "縣市",
  city: "鄉鎮市區",
  address_1: "地址",
}

async function deliver(cartId: string, form: FormData): Promise<HttpTypes.StoreCart> {
  const {
    email = "",
    delivery = "",
    ...rest
  } = Object.fromEntries([...form].map(([name, value]) => [name, `${value}`]))
  const address = { ...rest, country_code: "tw" }
  await sdk.store.cart.update(cartId, { email, shipping_address: address, billing_address: address })
  const { cart } = await sdk.store.cart.addShippingMethod(cartId, { option_id: delivery })
  return cart
}
