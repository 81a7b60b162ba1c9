import { formatTwd } from "@taiwan-payments/storefront"
import { useLocale } from "../locale"

interface TotalsProps {
  readonly items: number
  /** Null while no delivery has been chosen. */
  readonly shipping: number | null
  readonly total: number
}

/** Sums in whole TWD. */
export function Totals({ items, shipping, total }: TotalsProps) {
  const { t } = useLocale()
  return (
    <dl className="totals">
      <div>
        <dt>{t("subtotal")}</dt>
        <dd>{formatTwd(items)}</dd>
      </div>
      <div>
        <dt>{t("shipping")}</dt>
        <dd>{shipping === null ? t("shippingLater") : shipping === 0 ? t("free") : formatTwd(shipping)}</dd>
      </div>
      <div className="totals-sum">
        <dt>{t("total")}</dt>
        <dd data-testid="total">{formatTwd(total)}</dd>
      </div>
    </dl>
  )
}
