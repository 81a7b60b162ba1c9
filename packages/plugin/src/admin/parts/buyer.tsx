import { Copy, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import type { Buyer } from "../server/payments"
import { LINK } from "./link-class"
import { useWords } from "./use-words"

/** Whom to call about a payment, in one line. */
export function BuyerLine({ buyer }: { buyer: Buyer }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <BuyerName buyer={buyer} />
      {buyer.phone && (
        <a href={`tel:${buyer.phone}`} className={LINK}>
          {buyer.phone}
        </a>
      )}
      {buyer.email && (
        <a href={`mailto:${buyer.email}`} className={`${LINK} break-all`}>
          {buyer.email}
        </a>
      )}
    </span>
  )
}

function BuyerName({ buyer: { name, customer_id: id } }: { buyer: Buyer }) {
  const { t } = useWords()
  if (!id) return name && <span>{name}</span>
  return (
    <Link to={`/customers/${id}`} className={LINK}>
      {name ?? t("buyer.customer")}
    </Link>
  )
}

/** The same above a payment's facts, with numbers to copy. */
export function BuyerCard({ buyer }: { buyer: Buyer | null }) {
  const { t } = useWords()
  return (
    <section aria-label={t("buyer.title")} className="flex flex-col gap-y-1 px-6 py-4">
      <Text size="xsmall" leading="compact" className="text-ui-fg-subtle">
        {t("buyer.title")}
      </Text>
      {buyer ? (
        <div className="txt-compact-small flex flex-wrap items-center gap-x-3 gap-y-1">
          <BuyerLine buyer={buyer} />
          <Copy content={[buyer.name, buyer.phone, buyer.email].filter(Boolean).join(" ")} variant="mini" />
        </div>
      ) : (
        <Text size="small" leading="compact">
          {t("buyer.unknown")}
        </Text>
      )}
    </section>
  )
}
