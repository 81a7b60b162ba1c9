import { Button, Container, Heading, Table, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { type RefundBatch, useBatchFile, useEndBatch, useRefundBatches } from "../server/refund-desk"
import { LoadError } from "./load-error"
import { PageTurner } from "./page-turner"
import { ReasonPrompt } from "./reason-prompt"
import { saveFile } from "./save-file"
import { ScrollRegion } from "./scroll-region"
import { useAddress } from "./use-address"
import { money, useWords } from "./use-words"

const PAGE_SIZE = 10

/** The files for the bank; nothing where there was never one. */
export function RefundBatches() {
  const { t } = useWords()
  const { get } = useAddress()
  const page = Math.max(1, Number(get("batchPage")) || 1)
  const { data, error, refetch } = useRefundBatches({ limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
  if (!error && !data?.count) return null
  return (
    <Container className="overflow-hidden p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("refunds.batch.list")}</Heading>
        <Text size="small" className="text-ui-fg-subtle mt-1 text-pretty">
          {t("refunds.batch.text")}
        </Text>
      </div>
      {error && <LoadError error={error} onRetry={refetch} />}
      {data && <BatchTable batches={data.batches} />}
      <PageTurner name="batchPage" page={page} size={PAGE_SIZE} count={data?.count ?? 0} />
    </Container>
  )
}

function BatchTable({ batches }: { batches: readonly RefundBatch[] }) {
  const { t } = useWords()
  return (
    <ScrollRegion label={t("refunds.batch.list")} className="border-t">
      <Table className="min-w-[720px]">
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("refunds.batch.title")}</Table.HeaderCell>
            <Table.HeaderCell className="text-nowrap text-right">{t("refunds.batch.count")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("refunds.batch.total")}</Table.HeaderCell>
            <Table.HeaderCell>{t("refunds.batch.by")}</Table.HeaderCell>
            <Table.HeaderCell>{t("refunds.batch.bank")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("refunds.batch.actions")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {batches.map((batch) => (
            <BatchRow key={batch.id} batch={batch} />
          ))}
        </Table.Body>
      </Table>
    </ScrollRegion>
  )
}

function BatchRow({ batch }: { batch: RefundBatch }) {
  const { t, time } = useWords()
  const { number, count, total, created_by: by, created_at: at, reference, done_by: doneBy } = batch
  const [isEnding, setEnding] = useState(false)
  const { mutateAsync } = useEndBatch(batch.id)
  return (
    <Table.Row>
      <Table.Cell className="text-nowrap tabular-nums">{`#${number} · ${time(at)}`}</Table.Cell>
      <Table.Cell className="text-right tabular-nums">{count}</Table.Cell>
      <Table.Cell className="txt-compact-small-plus text-right tabular-nums">{money(total)}</Table.Cell>
      <Table.Cell>{by.name}</Table.Cell>
      <Table.Cell>{reference ? `${reference} · ${doneBy?.name}` : t("refunds.batch.open")}</Table.Cell>
      <Table.Cell>
        <div className="flex justify-end gap-2 py-2">
          <FileButton batch={batch} />
          {reference === null && (
            <Button size="small" onClick={() => setEnding(true)}>
              {t("refunds.endBatch.button")}
            </Button>
          )}
        </div>
        {isEnding && (
          <ReasonPrompt
            words="endBatch"
            gaps={{ number, total: money(total) }}
            onConfirm={(given) => mutateAsync({ reference: given })}
            onClose={() => setEnding(false)}
          />
        )}
      </Table.Cell>
    </Table.Row>
  )
}

function FileButton({ batch: { id, number } }: { batch: RefundBatch }) {
  const { t } = useWords()
  const { mutateAsync, isPending } = useBatchFile()
  const save = async () => {
    try {
      saveFile(await mutateAsync(id), `${t("refunds.batch.file")}-${number}.csv`)
    } catch (error) {
      toast.error(t("export.failed"), { description: error instanceof Error ? error.message : undefined })
    }
  }
  return (
    <Button size="small" variant="secondary" isLoading={isPending} onClick={() => void save()}>
      {t("refunds.batch.download")}
    </Button>
  )
}
