import { Copy, clx } from "@medusajs/ui"
import type { ReactNode } from "react"
import { bankName } from "../../toolkit/banks"
import type { Attempt } from "../server/payments"
import { sum } from "./payout-money"
import { money, useWords } from "./use-words"

type Words = ReturnType<typeof useWords>

interface Fact {
  readonly label: string
  readonly value: ReactNode
  /** A number that staff type elsewhere. */
  readonly copy?: string
  /** Has a line of its own. */
  readonly isWide?: boolean
}

/** What is known of a payment: numbers, amounts, card or payer, voucher. */
export function AttemptFacts({ attempt, asked }: { attempt: Attempt; asked: number | null }) {
  const words = useWords()
  const facts = [...numbers(attempt, asked, words), ...voucher(attempt, words), ...details(attempt, words)]
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 px-6 py-4">
      {facts.map((fact) => (
        <FactItem key={fact.label} {...fact} />
      ))}
    </dl>
  )
}

function FactItem({ label, value, copy, isWide = copy !== undefined }: Fact) {
  return (
    <div className={clx("flex min-w-0 flex-col gap-y-1", { "col-span-2": isWide })}>
      <dt className="txt-compact-xsmall text-ui-fg-subtle">{label}</dt>
      <dd className="txt-compact-small text-ui-fg-base flex min-w-0 items-center gap-x-1.5 tabular-nums [overflow-wrap:anywhere]">
        {value}
        {copy && <Copy content={copy} variant="mini" className="text-ui-fg-subtle shrink-0" />}
      </dd>
    </div>
  )
}

function numbers(attempt: Attempt, asked: number | null, { t, pick, time }: Words): Fact[] {
  const { trade_no, reference, amount, session_amount, captured_amount, refunded_amount, paid_at } = attempt
  const { authorized_until: until, payout_fee, payout_net } = attempt
  const isRounded = Number(session_amount) !== amount
  const inMedusa = isRounded ? `${money(session_amount)} (${t("facts.rounded")})` : money(session_amount)
  return [
    { label: t("facts.trade_no"), value: trade_no, copy: trade_no },
    reference && {
      label: t("facts.reference", { gateway: pick(attempt.gateway_name) }),
      value: reference,
      copy: reference,
    },
    captured_amount !== amount && { label: t("facts.amount"), value: money(amount) },
    captured_amount > 0 && { label: t("facts.charged"), value: money(captured_amount) },
    { label: t("facts.session_amount"), value: inMedusa },
    asked !== null && { label: t("facts.asked"), value: money(asked) },
    refunded_amount > 0 && { label: t("facts.refunded"), value: money(refunded_amount) },
    payout_fee && { label: t("facts.payout_fee"), value: sum(Number(payout_fee)) },
    payout_net && { label: t("facts.payout_net"), value: sum(Number(payout_net)) },
    until && { label: t("facts.capture_before"), value: time(until) },
    paid_at && { label: t("facts.paid_at"), value: time(paid_at) },
  ].filter((fact) => typeof fact === "object" && fact !== null)
}

function voucher({ voucher: code }: Attempt, { t, pick, time }: Words): Fact[] {
  if (!code) return []
  const expiry = { label: t("facts.expires_at"), value: time(code.expires_at) }
  if (code.kind === "atm") {
    const bank = `${code.bank_code} ${pick(code.bank_name)}`
    return [{ label: `${t("facts.account")} · ${bank}`, value: code.account, copy: code.account }, expiry]
  }
  if (code.kind === "cvs")
    return [{ label: `${t("facts.code")} · ${t(`chains.${code.chain}`)}`, value: code.code, copy: code.code }, expiry]
  const barcodes = code.barcodes.map((barcode) => <span key={barcode}>{barcode}</span>)
  return [
    { label: t("facts.barcodes"), value: <span className="flex flex-col gap-y-1">{barcodes}</span>, isWide: true },
    expiry,
  ]
}

/** What staff look for most comes first; a name that is not in our words is shown as it is, at the end. */
function details({ details: known, merchant, authorized_until: until }: Attempt, { t, pick, time }: Words): Fact[] {
  const { card_first6: first6, card_last4: last4, ...others } = known
  const isSaid = (name: string) => name === "capture_before" && Boolean(until)
  const values: Readonly<Record<string, (value: string) => string>> = {
    installments: (count) => t("facts.installmentsOf", { count: Number(count) }),
    fee: money,
    bonus_amount: money,
    capture_before: time,
    payer_bank: (code) => `${code} ${pick(bankName(code))}`,
  }
  const card = last4 ? [{ label: t("facts.card"), value: `${first6 ?? "······"} ······ ${last4}` }] : []
  const rest = Object.entries(others)
    .filter(([name]) => !isSaid(name))
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([name, value]) => ({
      label: t(`facts.${name}`, { defaultValue: name }),
      value: values[name]?.(value) ?? value,
    }))
  return [...card, ...rest, { label: t("facts.merchant"), value: merchant }]
}

const ORDER = [
  "authorization_code",
  "installments",
  "bonus_amount",
  "payer_bank",
  "payer_account_last5",
  "paid_at_store",
  "wallet_trade_no",
  "fee",
  "payment_type",
  "authorization_id",
  "eci",
]

function rank(name: string): number {
  const place = ORDER.indexOf(name)
  return place < 0 ? ORDER.length : place
}
