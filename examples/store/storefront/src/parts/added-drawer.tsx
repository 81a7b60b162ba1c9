import { useEffect, useRef } from "react"
import { useCart } from "../cart"
import { useLocale } from "../locale"
import { Link } from "../router"
import { CartLines } from "./cart-lines"
import { Totals } from "./totals"

/** The cart, from the side on a wide screen and from below on a phone, after something was put in. */
export function AddedDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useLocale()
  const { cart } = useCart()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  return (
    <dialog ref={dialog} className="drawer" aria-label={t("cart")} onClose={onClose} data-testid="cart-drawer">
      <h2>{t("added")}</h2>
      {cart && (
        <>
          <CartLines cart={cart} />
          <Totals items={cart.item_subtotal} shipping={null} total={cart.item_total} />
        </>
      )}
      <Link to="/checkout" className="button" data-testid="go-checkout">
        {t("goCheckout")}
      </Link>
      <button type="button" className="button quiet" onClick={close}>
        {t("keepShopping")}
      </button>
    </dialog>
  )
}
