import type { HttpTypes } from "@medusajs/types"
import { formatTwd } from "@taiwan-payments/storefront"
import { useState } from "react"
import { type Cart, useCart } from "../cart"
import { useLocale } from "../locale"
import { lineName, optionValue } from "../names"
import { useShop } from "../shop"
import { Stepper } from "./stepper"

/** The things in the cart, each with its quantity to change. */
export function CartLines({ cart }: { cart: Cart }) {
  const { setQuantity } = useCart()
  const { t } = useLocale()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const change = (id: string) => async (quantity: number) => {
    setBusy(true)
    setFailed(false)
    await setQuantity(id, quantity).catch(() => setFailed(true))
    setBusy(false)
  }
  return (
    <>
      {failed && (
        <p className="problem" role="alert">
          {t("failed")}
        </p>
      )}
      <ul className="lines">
        {(cart.items ?? []).map((item) => (
          <Line key={item.id} item={item} busy={busy} onChange={change(item.id)} />
        ))}
      </ul>
    </>
  )
}

interface LineProps {
  readonly item: HttpTypes.StoreCartLineItem
  readonly busy: boolean
  readonly onChange: (quantity: number) => void
}

function Line({ item, busy, onChange }: LineProps) {
  const { t, locale } = useLocale()
  const name = lineName(item, useShop().products, locale)
  return (
    <li className="line" data-testid="cart-line">
      <img src={item.thumbnail ?? "/images/mark.svg"} alt="" width="72" height="72" />
      <div className="line-text">
        <p className="line-name">{name}</p>
        <p className="line-note">{optionValue(item.variant_title ?? "", locale)}</p>
        <div className="line-controls">
          <Stepper value={item.quantity} least={1} disabled={busy} label={t("quantity")} onChange={onChange} />
          <button type="button" className="plain" disabled={busy} onClick={() => onChange(0)}>
            {t("remove")}
            <span className="hidden"> {name}</span>
          </button>
        </div>
      </div>
      <p className="line-price">{formatTwd(item.unit_price * item.quantity)}</p>
    </li>
  )
}
