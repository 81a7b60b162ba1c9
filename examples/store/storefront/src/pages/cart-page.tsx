import { countItems, useCart } from "../cart"
import { useLocale } from "../locale"
import { CartLines } from "../parts/cart-lines"
import { EmptyCart } from "../parts/empty-cart"
import { Totals } from "../parts/totals"
import { Link } from "../router"

export function CartPage() {
  const { t } = useLocale()
  const { cart, ready } = useCart()
  if (!ready) return <div className="opening" role="status" aria-label={t("loading")} />
  if (!cart || countItems(cart) === 0) return <EmptyCart />
  return (
    <section className="page narrow">
      <h1>{t("cart")}</h1>
      <CartLines cart={cart} />
      <Totals items={cart.item_subtotal} shipping={null} total={cart.item_total} />
      <div className="stack">
        <Link to="/checkout" className="button" data-testid="go-checkout">
          {t("goCheckout")}
        </Link>
        <Link to="/" className="button quiet">
          {t("keepShopping")}
        </Link>
      </div>
    </section>
  )
}
