import { type Provider, problemWords } from "@taiwan-payments/storefront"
import { type CardChoice, CardPayment, MethodPicker } from "@taiwan-payments/storefront/react"
import { useCustomer } from "../customer"
import { useLocale } from "../locale"
import { useShop } from "../shop"
import { useTokenAccess } from "../use-token-access"

interface PaymentChoiceProps {
  readonly providers: readonly Provider[]
  readonly value: string | null
  readonly onChange: (providerId: string) => void
  /** Says what is missing of the card: after the buyer tried to pay. */
  readonly showProblems: boolean
  /** Null when the chosen method asks for no card here; must be the same function at each render. */
  readonly onCard: (card: CardChoice | null) => void
}

/**
 * The gateways of this demonstration, their methods, and the card's fields where they belong into the shop's page. All are
 * shown on every device, since the sandbox plays the wallets' parts.
 */
export function PaymentChoice({ providers, value, onChange, showProblems, onCard }: PaymentChoiceProps) {
  const { t, locale } = useLocale()
  const choose = (providerId: string) => {
    onCard(null)
    onChange(providerId)
  }
  return (
    <>
      <MethodPicker
        providers={providers}
        value={value}
        onChange={choose}
        locale={locale}
        byGateway
        everyDevice
        details={({ providerId, inPage }) =>
          inPage && <InPage key={providerId} providerId={providerId} showProblems={showProblems} onCard={onCard} />
        }
      />
      {providers.length === 0 && <p className="problem">{t("noMethods")}</p>}
    </>
  )
}

interface InPageProps extends Pick<PaymentChoiceProps, "showProblems" | "onCard"> {
  readonly providerId: string
}

/** Loads the gateway's script as soon as the method is chosen; only typed cards show anything. */
function InPage({ providerId, showProblems, onCard }: InPageProps) {
  const { payments } = useShop()
  const { locale } = useLocale()
  const { customer } = useCustomer()
  const { value: access, error, retry } = useTokenAccess(providerId)
  if (error) return <NotOpened cause={error} onRetry={retry} />
  if (access?.sdk !== "card") return null
  return (
    <CardPayment
      payments={payments}
      providerId={providerId}
      access={access}
      customer={customer !== null}
      locale={locale}
      showProblems={showProblems}
      onChange={onCard}
    />
  )
}

/** Why no payment can be begun by this method, for example when the total is out of its limits. */
function NotOpened({ cause, onRetry }: { cause: unknown; onRetry: () => void }) {
  const { t, locale } = useLocale()
  return (
    <div role="alert">
      <p className="problem">{problemWords(cause, locale)}</p>
      <button type="button" className="plain" onClick={onRetry}>
        {t("tryAgain")}
      </button>
    </div>
  )
}
