import type { HttpTypes } from "@medusajs/types"
import { useEffect, useState } from "react"
import { type Cart, useCart } from "./cart"
import { type CheckoutForm, cartChanges, type Field, findProblems, formOf, type Problems } from "./checkout-form"
import { useLocale } from "./locale"
import { useShop } from "./shop"

type Delivery = HttpTypes.StoreCartShippingOption

/** All that the checkout page remembers, and its one act: to pay. */
export function useCheckout(cart: Cart, deliveries: readonly Delivery[]) {
  const { t } = useLocale()
  const leave = useLeaveToPay()
  const delivery = useDelivery(cart, deliveries)
  const [form, setForm] = useState(() => formOf(cart))
  const [problems, setProblems] = useState<Problems>({})
  const [missing, setMissing] = useState({ delivery: false, method: false })
  const sent = deliveries.find(({ id }) => id === delivery.deliveryId)?.type?.code !== "pickup"
  const setField = (field: Field, value: string) => {
    setForm((now) => ({ ...now, [field]: value }))
    setProblems(({ [field]: _, ...others }) => others)
  }
  const pay = (method: string | null) => {
    const found = findProblems(form, sent)
    setProblems(found)
    setMissing({ delivery: !delivery.deliveryId, method: !method })
    if (Object.keys(found).length > 0 || !delivery.deliveryId || !method) return focusFirstProblem()
    return leave.pay(form, sent, method)
  }
  const texts = Object.fromEntries(Object.entries(problems).map(([field, key]) => [field, t(key)]))
  return {
    ...delivery,
    form,
    setField,
    problems: texts,
    missing,
    sent,
    pay,
    paying: leave.paying,
    failure: leave.failure,
  }
}

export type CheckoutState = ReturnType<typeof useCheckout>

// The first delivery is chosen for the buyer: the total then says what will be paid.
function useDelivery(cart: Cart, deliveries: readonly Delivery[]) {
  const keeper = useCart()
  const chosen = cart.shipping_methods?.[0]?.shipping_option_id ?? null
  const [wanted, setWanted] = useState<string | null>(null)
  const [underway, setUnderway] = useState(0)
  const first = deliveries[0]?.id
  const chooseDelivery = (id: string) => {
    setWanted(id)
    setUnderway((count) => count + 1)
    keeper
      .chooseDelivery(id)
      .catch(() => setWanted(null))
      .finally(() => setUnderway((count) => count - 1))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => {
    if (!chosen && first) chooseDelivery(first)
  }, [])
  return { deliveryId: wanted ?? chosen, chooseDelivery, counting: underway > 0 }
}

function useLeaveToPay() {
  const { sdk, payments } = useShop()
  const { locale } = useLocale()
  const keeper = useCart()
  const [paying, setPaying] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  // The back button may bring this very page out of the browser's cache, still waiting to leave.
  useEffect(() => {
    const wake = (event: PageTransitionEvent) => event.persisted && setPaying(false)
    window.addEventListener("pageshow", wake)
    return () => window.removeEventListener("pageshow", wake)
  }, [])
  const pay = async (form: CheckoutForm, sent: boolean, provider_id: string) => {
    setPaying(true)
    setFailure(null)
    try {
      const cart = await keeper.update(cartChanges(form, sent))
      const data = { return_url: `${window.location.origin}/payment/return`, locale }
      const { payment_collection } = await sdk.store.payment.initiatePaymentSession(cart, { provider_id, data })
      const session = payment_collection.payment_sessions?.find((each) => each.provider_id === provider_id)
      if (!session) throw new Error("The server opened no payment session.")
      payments.start(session)
    } catch (error) {
      setPaying(false)
      setFailure(error instanceof Error ? error.message : String(error))
    }
  }
  return { pay, paying, failure }
}

function focusFirstProblem(): void {
  requestAnimationFrame(() => {
    const first = document.querySelector<HTMLElement>('[aria-invalid="true"], [data-problem="true"] input')
    first?.focus()
    first?.scrollIntoView({ block: "center" })
  })
}
