import { StatusBadge, Table } from "@medusajs/ui"
import type { ReactNode } from "react"
import { Link } from "react-router-dom"
import type { Attempt } from "../server/payments"
import type { PayoutLine } from "../server/payouts"
import { LINK } from "./link-class"
import { sum } from "./payout-money"
import { ScrollRegion } from "./scroll-region"
import { useAddress } from "./use-address"
import { money, useWords } from "./use-words"

const COLORS = {
  agreed: "green",
  apart: "grey",
  unknown: "red",
  differs: "red",
  doubled: "red",
  fee_changed: "orange",
  chargeback: "red",
} as const satisfies Record<PayoutLine["result"], string>

export function LineTable({ lines }: { lines: readonly PayoutLine[] }) {
  const { t } = useWords()
  return (
    <WideTable label={t("payouts.lines")}>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>{t("payouts.trade")}</Table.HeaderCell>
          <Table.HeaderCell>{t("payouts.result")}</Table.HeaderCell>
          <Table.HeaderCell>{t("payouts.kind")}</Table.HeaderCell>
          <Table.HeaderCell className="text-right">{t("payouts.gross")}</Table.HeaderCell>
          <Table.HeaderCell className="text-right">{t("payouts.fee")}</Table.HeaderCell>
          <Table.HeaderCell className="text-right">{t("payouts.net")}</Table.HeaderCell>
          <Table.HeaderCell>{t("payouts.paidOutOn")}</Table.HeaderCell>
          <Table.HeaderCell>{t("payouts.account")}</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {lines.map((line) => (
          <LineRow key={line.id} line={line} />
        ))}
      </Table.Body>
    </WideTable>
  )
}

function LineRow({ line }: { line: PayoutLine }) {
  const { t, pick } = useWords()
  return (
    <Table.Row>
      <Table.Cell className="tabular-nums">
        <TradeLink attempt={line.attempt_id} number={line.reference} />
      </Table.Cell>
      <Table.Cell>
        <StatusBadge color={COLORS[line.result]} className="text-nowrap">
          {t(`payouts.results.${line.result}`)}
        </StatusBadge>
      </Table.Cell>
      <Table.Cell className="text-nowrap">{t(`payouts.kinds.${line.kind}`)}</Table.Cell>
      <Table.Cell className="text-right tabular-nums">{sum(line.gross)}</Table.Cell>
      <Table.Cell className="text-right tabular-nums">{sum(line.fee)}</Table.Cell>
      <Table.Cell className="text-right tabular-nums">{sum(line.net)}</Table.Cell>
      <Table.Cell className="text-nowrap tabular-nums">{line.paid_out_on}</Table.Cell>
      <Table.Cell className="text-nowrap">{`${pick(line.gateway_name)} · ${line.merchant}`}</Table.Cell>
    </Table.Row>
  )
}

/** Payments that stand in no statement. */
export function MissingTable({ attempts }: { attempts: readonly Attempt[] }) {
  const { t, service, time } = useWords()
  return (
    <WideTable label={t("payouts.tabs.ours")}>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>{t("payouts.trade")}</Table.HeaderCell>
          <Table.HeaderCell>{t("list.method")}</Table.HeaderCell>
          <Table.HeaderCell className="text-right">{t("list.amount")}</Table.HeaderCell>
          <Table.HeaderCell>{t("facts.paid_at")}</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {attempts.map((attempt) => (
          <Table.Row key={attempt.id}>
            <Table.Cell className="tabular-nums">
              <TradeLink attempt={attempt.id} number={attempt.trade_no} />
            </Table.Cell>
            <Table.Cell>{service(attempt)}</Table.Cell>
            <Table.Cell className="text-right tabular-nums">{money(attempt.captured_amount)}</Table.Cell>
            <Table.Cell className="tabular-nums">{attempt.paid_at && time(attempt.paid_at)}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </WideTable>
  )
}

/** To the payment; where there is none here, to all that was ever told of its number. */
function TradeLink({ attempt, number }: { attempt: string | null; number: string | null }) {
  const { to } = useAddress()
  if (!number) return "–"
  return (
    <Link to={to(attempt ? { attempt } : { q: number, payout: null })} className={LINK}>
      {number}
    </Link>
  )
}

function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ScrollRegion label={label}>
      <Table className="min-w-[960px]">{children}</Table>
    </ScrollRegion>
  )
}
