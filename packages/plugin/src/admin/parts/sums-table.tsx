import { Table, Text } from "@medusajs/ui"
import { ScrollRegion } from "./scroll-region"
import { fees, money, percent, useWords } from "./use-words"

export interface SumsRow {
  readonly name: string
  readonly gross: number
  readonly refunded: number
  readonly fee: number
  readonly net: number
  readonly paid: number
  readonly unpaid: number
  readonly success_rate: number | null
}

/** Sums side by side, for who reads numbers rather than charts. */
export function SumsTable({ title, rows }: { title: string; rows: readonly SumsRow[] }) {
  const { t } = useWords()
  if (rows.length === 0) return <Text size="small">{t("overview.nothing")}</Text>
  const heads = ["gross", "refunded", "fee", "net", "success"] as const
  return (
    <ScrollRegion label={t("overview.title")} className="max-h-96">
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{title}</Table.HeaderCell>
            {heads.map((name) => (
              <Table.HeaderCell key={name} className="text-nowrap text-right">
                {t(`overview.${name}`)}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {rows.map((row) => (
            <Table.Row key={row.name}>
              <Table.Cell className="text-nowrap">{row.name}</Table.Cell>
              {cellsOf(row).map((cell, index) => (
                <Table.Cell key={heads[index]} className="text-nowrap text-right tabular-nums">
                  {cell}
                </Table.Cell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </ScrollRegion>
  )
}

function cellsOf({ gross, refunded, fee, net, paid, unpaid, success_rate }: SumsRow): string[] {
  const rate = success_rate === null ? "–" : `${percent(success_rate)} (${paid}/${paid + unpaid})`
  return [money(gross), money(refunded), fees(fee), fees(net), rate]
}
