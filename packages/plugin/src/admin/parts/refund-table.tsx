import { Checkbox, Table } from "@medusajs/ui"
import { Link } from "react-router-dom"
import type { RefundRequest } from "../server/refund-desk"
import { LINK } from "./link-class"
import { RefundStateBadge } from "./refund-state-badge"
import { ScrollRegion } from "./scroll-region"
import { useAddress } from "./use-address"
import { money, useWords } from "./use-words"

interface RefundTableProps {
  readonly requests: readonly RefundRequest[]
  /** Those that go into the next file; null where none of these can. */
  readonly chosen: ReadonlySet<string> | null
  readonly onChoose: (id: string, isChosen: boolean) => void
}

export function RefundTable({ requests, chosen, onChoose }: RefundTableProps) {
  const { t } = useWords()
  return (
    <ScrollRegion label={t("refunds.list")} className="border-t">
      <Table className="min-w-[760px]">
        <Table.Header>
          <Table.Row>
            {chosen && <Table.HeaderCell className="w-px text-nowrap">{t("refunds.choose")}</Table.HeaderCell>}
            <Table.HeaderCell>{t("refunds.request")}</Table.HeaderCell>
            <Table.HeaderCell>{t("list.state")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("list.amount")}</Table.HeaderCell>
            <Table.HeaderCell>{t("buyer.title")}</Table.HeaderCell>
            <Table.HeaderCell>{t("refunds.account.title")}</Table.HeaderCell>
            <Table.HeaderCell>{t("refunds.since")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {requests.map((request) => (
            <Row key={request.id} request={request} chosen={chosen} onChoose={onChoose} />
          ))}
        </Table.Body>
      </Table>
    </ScrollRegion>
  )
}

function Row({ request, chosen, onChoose }: { request: RefundRequest } & Omit<RefundTableProps, "requests">) {
  const { t, time } = useWords()
  const { to } = useAddress()
  const { id, amount, attempt } = request
  const name = attempt?.order ? t("alarms.order", { number: attempt.order.display_id }) : (attempt?.trade_no ?? id)
  return (
    <Table.Row>
      {chosen && (
        <Table.Cell>
          <Checkbox
            aria-label={t("refunds.chooseOne", { name })}
            checked={chosen.has(id)}
            onCheckedChange={(is) => onChoose(id, is === true)}
          />
        </Table.Cell>
      )}
      <Table.Cell>
        <Link to={to({ request: id })} className={LINK}>
          {name}
        </Link>
      </Table.Cell>
      <Table.Cell>
        <RefundStateBadge request={request} />
      </Table.Cell>
      <Table.Cell className="txt-compact-small-plus text-right tabular-nums">{money(amount)}</Table.Cell>
      <Table.Cell>{attempt?.buyer?.name ?? attempt?.buyer?.email ?? "–"}</Table.Cell>
      <Table.Cell className="tabular-nums">
        <MaskedAccount request={request} />
      </Table.Cell>
      <Table.Cell className="text-nowrap tabular-nums">{time(request.created_at)}</Table.Cell>
    </Table.Row>
  )
}

/** The bank and the last four digits. */
export function MaskedAccount({ request: { bank_code: bank, bank_name, account_last4 } }: { request: RefundRequest }) {
  const { pick } = useWords()
  return bank && bank_name ? `${bank} ${pick(bank_name)} ···${account_last4}` : "–"
}
