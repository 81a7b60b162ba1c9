import type { HttpTypes } from "@medusajs/types"
import { type CardChoice, usePay } from "@taiwan-payments/storefront/react"
import { useEffect, useState } from "react"
import { type Cart, useCart } from "./cart"
import { type CheckoutForm, cartChanges, type Field, findProblems, formOf, type Problems } from "./checkout-form"
import { useLocale } from "./locale"
import { useShop } from "./shop"
import { useSessionWishes } from "./use-token-access"

type Delivery = HttpTypes.StoreCartShippingOption

/** All that the checkout page remembers, and its one act: to pay. */
export function useCheckout(cart: Cart, deliveries: readonly Delivery[]) {
  const { t } = useLocale()
  const leave = useLeaveToPay()
  const delivery = useDelivery(cart, deliveries)
  const [form, setForm] = useState(() => formOf(cart))
  const [problems, setProblems] = useState<Problems>({})
  const [missing, setMissing] = useState({ delivery: false, method: false, card: false })
  const sent = deliveries.find(({ id }) => id === delivery.deliveryId)?.type?.code !== "pickup"
  const setField = (field: Field, value: string) => {
    setForm((now) => ({ ...now, [field]: value }))
    setProblems(({ [field]: _, ...others }) => others)
  }
  const pay = (method: string | null, card: CardChoice | null) => {
    const found = findProblems(form, sent)
    const cardMissing = card !== null && !card.ready
    setProblems(found)
    setMissing({ delivery: !delivery.deliveryId, method: !method, card: cardMissing })
    if (Object.keys(found).length > 0 || !delivery.deliveryId || !method || cardMissing) return focusFirstProblem()
    return leave.pay(form, sent, method, card)
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
  const { payments } = useShop()
  const { t, locale } = useLocale()
  const keeper = useCart()
  const wishesFor = useSessionWishes()
  const { pay: payOnce, paying, problem } = usePay(payments, locale)
  const pay = (form: CheckoutForm, sent: boolean, providerId: string, card: CardChoice | null) =>
    payOnce(
      async () => {
        await keeper.update(cartChanges(form, sent))
        return keeper.openSession(wishesFor(providerId))
      },
      { ...card, label: t("shopName") },
    )
  return { pay, paying, failure: problem }
}

function focusFirstProblem(): void {
  requestAnimationFrame(() => {
    const first = document.querySelector<HTMLElement>(problemPlaces)
    first?.focus()
    first?.scrollIntoView({ block: "center" })
  })
}

const problemPlaces = '[aria-invalid="true"], .step[data-problem="true"] input, .twp-field[data-problem="true"] iframe'
