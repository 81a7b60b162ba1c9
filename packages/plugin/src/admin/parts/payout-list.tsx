import { Container, Heading, Table, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { type Payout, usePayouts } from "../server/payouts"
import { LINK } from "./link-class"
import { LoadError } from "./load-error"
import { PageTurner } from "./page-turner"
import { usePayoutEnvironment } from "./payout-environment"
import { sum } from "./payout-money"
import { ScrollRegion } from "./scroll-region"
import { useAddress } from "./use-address"
import { useWords } from "./use-words"

const PAGE_SIZE = 10

/** Payout by payout what should be on the bank account. */
export function PayoutList() {
  const { t } = useWords()
  const { get } = useAddress()
  const page = Math.max(1, Number(get("payoutPage")) || 1)
  const { data, error, refetch } = usePayouts({
    ...usePayoutEnvironment(),
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
  })
  return (
    <Container className="overflow-hidden p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("payouts.list")}</Heading>
        <Text size="small" className="text-ui-fg-subtle mt-1">
          {t("payouts.listText")}
        </Text>
      </div>
      {error && <LoadError error={error} onRetry={refetch} />}
      {data && data.count > 0 && <PayoutTable payouts={data.payouts} />}
      <PageTurner name="payoutPage" page={page} size={PAGE_SIZE} count={data?.count ?? 0} />
    </Container>
  )
}

function PayoutTable({ payouts }: { payouts: readonly Payout[] }) {
  const { t } = useWords()
  return (
    <ScrollRegion label={t("payouts.list")} className="border-t">
      <Table className="min-w-[720px]">
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("payouts.paidOutOn")}</Table.HeaderCell>
            <Table.HeaderCell>{t("payouts.account")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("payouts.lineCount")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("payouts.gross")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("payouts.fee")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("payouts.net")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {payouts.map((payout) => (
            <PayoutRow key={payout.id} payout={payout} />
          ))}
        </Table.Body>
      </Table>
    </ScrollRegion>
  )
}

function PayoutRow({ payout }: { payout: Payout }) {
  const { t, pick } = useWords()
  const { to } = useAddress()
  const { id, paid_out_on: day, number, merchant, gateway_name, lines, gross, fee, net, open_lines: open } = payout
  return (
    <Table.Row>
      <Table.Cell>
        <Link to={to({ payout: id, linePage: null, result: null })} className={`${LINK} tabular-nums`}>
          {day}
        </Link>
      </Table.Cell>
      <Table.Cell>{[pick(gateway_name), merchant, number].filter(Boolean).join(" · ")}</Table.Cell>
      <Table.Cell className="text-right tabular-nums">
        {open > 0 ? t("payouts.linesOpen", { lines, open }) : lines}
      </Table.Cell>
      <Table.Cell className="text-right tabular-nums">{sum(gross)}</Table.Cell>
      <Table.Cell className="text-right tabular-nums">{sum(fee)}</Table.Cell>
      <Table.Cell className="txt-compact-small-plus text-right tabular-nums">{sum(net)}</Table.Cell>
    </Table.Row>
  )
}
