import { formatTwd } from "@taiwan-payments/storefront"
import { useLocale } from "../locale"
import { lineName, optionValue } from "../names"
import { useShop } from "../shop"

/** A line of a cart or of an order. */
interface Line {
  readonly id: string
  readonly title: string
  readonly product_id?: string | null
  readonly product_title?: string | null
  readonly variant_title?: string | null
  readonly quantity: number
  /** Whole TWD. */
  readonly unit_price: number
}

/** What was ordered, to read only. */
export function OrderLines({ items }: { items: readonly Line[] }) {
  const { locale } = useLocale()
  const { products } = useShop()
  return (
    <ul className="order-lines">
      {items.map((item) => (
        <li key={item.id}>
          <span>
            {lineName(item, products, locale)}{" "}
            <span className="line-note">
              {optionValue(item.variant_title ?? "", locale)} × {item.quantity}
            </span>
          </span>
          <span>{formatTwd(item.unit_price * item.quantity)}</span>
        </li>
      ))}
    </ul>
  )
}
