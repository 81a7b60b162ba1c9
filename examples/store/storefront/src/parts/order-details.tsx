import type { HttpTypes } from "@medusajs/types"
import { useCallback, useState } from "react"
import { useCart } from "../cart"
import { useLocale } from "../locale"
import { navigate } from "../router"
import { useShop } from "../shop"
import { useLoaded } from "../use-loaded"
import { OrderLines } from "./order-lines"
import { Totals } from "./totals"
import { Trouble } from "./trouble"

type Order = HttpTypes.StoreOrder

/** What was ordered; nothing personal, for the page can be opened by whoever has its address. */
export function OrderDetails({ orderId, reorder }: { orderId: string; reorder: boolean }) {
  const { sdk } = useShop()
  const { t } = useLocale()
  const load = useCallback(() => sdk.store.order.retrieve(orderId), [sdk, orderId])
  const { value, error, retry } = useLoaded(load)
  if (error) return <Trouble cause={error} onRetry={retry} />
  if (!value) return <div className="opening" role="status" aria-label={t("loading")} />
  const { order } = value
  return (
    <section className="order">
      <h2>
        {t("orderTitle")} <span data-testid="order-number">#{order.display_id}</span>
      </h2>
      <OrderLines items={order.items ?? []} />
      <Totals items={order.item_subtotal} shipping={order.shipping_total} total={order.total} />
      {reorder && <BuyAgain order={order} />}
    </section>
  )
}

function BuyAgain({ order }: { order: Order }) {
  const { t } = useLocale()
  const { refill } = useCart()
  const [failed, setFailed] = useState(false)
  const again = () =>
    refill(itemsOf(order)).then(
      () => navigate("/cart"),
      () => setFailed(true),
    )
  return (
    <>
      <button type="button" className="button quiet" data-testid="buy-again" onClick={again}>
        {t("buyAgain")}
      </button>
      {failed && (
        <p className="problem" role="alert">
          {t("failed")}
        </p>
      )}
    </>
  )
}

function itemsOf({ items }: Order) {
  return (items ?? []).flatMap(({ variant_id, quantity }) => (variant_id ? [{ variant_id, quantity }] : []))
}
