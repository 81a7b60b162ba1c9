import { Badge, Button, Container, Heading, Tabs, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { type RefundTab, useMakeBatch, useRefundRequests } from "../server/refund-desk"
import { LoadError } from "./load-error"
import { PageTurner } from "./page-turner"
import { RefundDrawer } from "./refund-drawer"
import { RefundTable } from "./refund-table"
import { useAddress } from "./use-address"
import { useWords } from "./use-words"

const PAGE_SIZE = 50

const STATES = {
  wanted: ["wanted", "returned"],
  given: ["given"],
  approved: ["approved"],
  sent: ["sent"],
  ended: [],
} as const

const TABS = Object.keys(STATES) as readonly RefundTab[]

/** Refund requests by where they stand; what is shown stands in the address. */
export function RefundQueue() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const page = Math.max(1, Number(get("page")) || 1)
  const tab = TABS.find((name) => name === get("tab")) ?? "wanted"
  const { data, error, refetch } = useRefundRequests(tab, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
  const requests = data?.refund_requests ?? []
  const isReady = tab === "approved" || (tab === "given" && data?.desk?.second_person === false)
  const { chosen, choose, clear } = useChosen()
  const ids = requests.map(({ id }) => id).filter((id) => chosen.size === 0 || chosen.has(id))
  const shown = requests.find(({ id }) => id === get("request"))
  return (
    <Container className="overflow-hidden p-0">
      <Tabs value={tab} onValueChange={(to) => change({ tab: to === "wanted" ? null : to, page: null })}>
        <div className="flex flex-col gap-3 px-6 py-4">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <Heading level="h2">{t("refunds.list")}</Heading>
            {isReady && ids.length > 0 && <BatchButton ids={ids} onMade={clear} />}
          </div>
          <Tabs.List aria-label={t("list.state")} className="flex-wrap">
            {TABS.map((name) => (
              <Tabs.Trigger key={name} value={name} className="gap-x-2">
                {t(`refunds.tabs.${name}`)}
                <Count of={STATES[name].reduce((sum, state) => sum + (data?.counts[state] ?? 0), 0)} />
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </div>
        <Tabs.Content value={tab}>
          {error && <LoadError error={error} onRetry={refetch} />}
          {data?.desk === null && <Note text={t("refunds.noDesk")} />}
          {data && requests.length === 0 && <Note text={t(`refunds.none.${tab}`)} />}
          {requests.length > 0 && (
            <RefundTable requests={requests} chosen={isReady ? chosen : null} onChoose={choose} />
          )}
          <PageTurner name="page" page={page} size={PAGE_SIZE} count={data?.count ?? 0} />
        </Tabs.Content>
      </Tabs>
      {shown && (
        <RefundDrawer
          request={shown}
          hasSecondPerson={data?.desk?.second_person === true}
          onClose={() => change({ request: null })}
        />
      )}
    </Container>
  )
}

function useChosen() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const choose = (id: string, isChosen: boolean) => {
    const others = [...chosen].filter((each) => each !== id)
    setChosen(new Set(isChosen ? [...others, id] : others))
  }
  return { chosen, choose, clear: () => setChosen(new Set()) }
}

function Count({ of }: { of: number }) {
  if (of === 0) return null
  return (
    <Badge size="2xsmall" rounded="full">
      {of}
    </Badge>
  )
}

function Note({ text }: { text: string }) {
  return (
    <Text size="small" className="text-ui-fg-subtle border-t px-6 py-4 text-pretty">
      {text}
    </Text>
  )
}

/** All that are shown, unless some are chosen. */
function BatchButton({ ids, onMade }: { ids: readonly string[]; onMade: () => void }) {
  const { t } = useWords()
  const { mutateAsync, isPending } = useMakeBatch()
  const make = () => {
    mutateAsync({ ids }).then(
      ({ batch }) => {
        onMade()
        toast.success(t("refunds.batch.made", { number: batch.number }))
      },
      (error: unknown) => toast.error(t("failed"), { description: error instanceof Error ? error.message : undefined }),
    )
  }
  return (
    <Button size="small" isLoading={isPending} onClick={make}>
      {t("refunds.batch.make", { count: ids.length })}
    </Button>
  )
}
