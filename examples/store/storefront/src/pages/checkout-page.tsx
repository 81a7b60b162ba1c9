import type { HttpTypes } from "@medusajs/types"
import { formatTwd, type Provider } from "@taiwan-payments/storefront"
import type { CardChoice } from "@taiwan-payments/storefront/react"
import { type FormEvent, type ReactNode, useCallback, useState } from "react"
import { type Cart, countItems, useCart } from "../cart"
import { useLocale } from "../locale"
import { AddressFields, ContactFields } from "../parts/checkout-fields"
import { DeliveryChoice } from "../parts/delivery-choice"
import { EmptyCart } from "../parts/empty-cart"
import { OrderLines } from "../parts/order-lines"
import { PaymentChoice } from "../parts/payment-choice"
import { Totals } from "../parts/totals"
import { Trouble } from "../parts/trouble"
import { useShop } from "../shop"
import { type CheckoutState, useCheckout } from "../use-checkout"
import { useChosenMethod } from "../use-chosen-method"
import { useLoaded } from "../use-loaded"

export function CheckoutPage() {
  const { t } = useLocale()
  const { cart, ready } = useCart()
  if (!ready) return <div className="opening" role="status" aria-label={t("loading")} />
  if (!cart || countItems(cart) === 0) return <EmptyCart />
  return <Prepared cart={cart} />
}

function Prepared({ cart }: { cart: Cart }) {
  const { t } = useLocale()
  const { sdk, payments, region } = useShop()
  const load = useCallback(async () => {
    const [{ shipping_options }, providers] = await Promise.all([
      sdk.store.fulfillment.listCartOptions({ cart_id: cart.id }),
      payments.providers(region.id),
    ])
    return { deliveries: shipping_options, providers }
  }, [sdk, payments, region, cart.id])
  const { value, error, retry } = useLoaded(load)
  if (error) return <Trouble cause={error} onRetry={retry} />
  if (!value) return <div className="opening" role="status" aria-label={t("loading")} />
  return <Checkout cart={cart} deliveries={value.deliveries} providers={value.providers} />
}

interface CheckoutProps {
  readonly cart: Cart
  readonly deliveries: readonly HttpTypes.StoreCartShippingOption[]
  readonly providers: readonly Provider[]
}

function Checkout({ cart, deliveries, providers }: CheckoutProps) {
  const { t } = useLocale()
  const checkout = useCheckout(cart, deliveries)
  const [method, setMethod] = useChosenMethod(providers)
  const [card, setCard] = useState<CardChoice | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    checkout.pay(method, card)
  }
  return (
    <form className="page checkout" noValidate onSubmit={submit}>
      <h1>{t("checkout")}</h1>
      <div className="checkout-steps">
        <Step title={t("contact")}>
          <ContactFields form={checkout.form} problems={checkout.problems} onChange={checkout.setField} />
        </Step>
        <Step title={t("delivery")} problem={checkout.missing.delivery && t("errorDelivery")}>
          <DeliveryChoice options={deliveries} value={checkout.deliveryId} onChange={checkout.chooseDelivery} />
        </Step>
        {checkout.sent && (
          <Step title={t("addressTitle")}>
            <AddressFields form={checkout.form} problems={checkout.problems} onChange={checkout.setField} />
          </Step>
        )}
        <Step title={t("payment")} problem={checkout.missing.method && t("errorMethod")}>
          <PaymentChoice
            providers={providers}
            value={method}
            onChange={setMethod}
            showProblems={checkout.missing.card}
            onCard={setCard}
          />
        </Step>
      </div>
      <Summary cart={cart} checkout={checkout} hint={t(card ? "payHintHere" : "payHint")} />
    </form>
  )
}

function Step({ title, problem, children }: { title: string; problem?: string | false; children: ReactNode }) {
  return (
    <section className="step" data-problem={Boolean(problem)}>
      <h2>{title}</h2>
      {children}
      {problem && <p className="problem">{problem}</p>}
    </section>
  )
}

function Summary({ cart, checkout, hint }: { cart: Cart; checkout: CheckoutState; hint: string }) {
  const { paying, counting, failure } = checkout
  const { t } = useLocale()
  const shipping = (cart.shipping_methods ?? []).length > 0 ? cart.shipping_total : null
  return (
    <aside className="summary">
      <h2>{t("summary")}</h2>
      <OrderLines items={cart.items ?? []} />
      <Totals items={cart.item_subtotal} shipping={shipping} total={cart.total} />
      {failure && (
        <p className="problem" role="alert" data-testid="pay-problem">
          <strong>{t("failed")}</strong>
          <br />
          {failure}
        </p>
      )}
      <button type="submit" className="button" data-testid="pay" disabled={paying || counting}>
        {paying ? t("leaving") : `${t("pay")} ${formatTwd(cart.total)}`}
      </button>
      <p className="hint">{hint}</p>
    </aside>
  )
}
