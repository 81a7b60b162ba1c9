import { Badge, Button, Container, Heading, Tabs, Text } from "@medusajs/ui"
import { useMissing, usePayoutLines, usePayoutSums } from "../server/payouts"
import { LoadError } from "./load-error"
import { PageTurner } from "./page-turner"
import { usePayoutEnvironment } from "./payout-environment"
import { PayoutExportButton } from "./payout-export-button"
import { LineTable, MissingTable } from "./payout-line-table"
import { SearchInput } from "./search-input"
import { useAddress } from "./use-address"
import { useWords } from "./use-words"

const PAGE_SIZE = 20
const DIFFERENT = ["differs", "doubled", "fee_changed", "chargeback"] as const

/** The three results, and all that differs in between; what is shown stands in the address. */
const TABS = {
  all: [],
  agreed: ["agreed", "apart"],
  different: DIFFERENT,
  theirs: ["unknown"],
  ours: [],
} as const satisfies Record<string, readonly string[]>

type Tab = keyof typeof TABS

const NAMES = Object.keys(TABS) as readonly Tab[]

/** Each line of the statements, and what came of comparing it. */
export function PayoutLines() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const tab = NAMES.find((name) => name === get("result")) ?? "all"
  const counts = useCounts()
  return (
    <Container className="overflow-hidden p-0">
      <Tabs value={tab} onValueChange={(to) => change({ result: to === "all" ? null : to, linePage: null })}>
        <div className="flex flex-col gap-3 px-6 py-4">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <Heading level="h2">{t("payouts.lines")}</Heading>
            <Narrowing tab={tab} />
          </div>
          <Tabs.List aria-label={t("payouts.result")} className="flex-wrap">
            {NAMES.map((name) => (
              <Tabs.Trigger key={name} value={name} className="gap-x-2">
                {t(`payouts.tabs.${name}`)}
                {counts[name] > 0 && (
                  <Badge size="2xsmall" rounded="full" color={name === "all" || name === "agreed" ? "grey" : "red"}>
                    {counts[name]}
                  </Badge>
                )}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </div>
        <Tabs.Content value={tab} className="border-t">
          {tab === "ours" ? <Missing /> : <Lines tab={tab} />}
        </Tabs.Content>
      </Tabs>
    </Container>
  )
}

function Narrowing({ tab }: { tab: Tab }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const wishes = useWishes(tab)
  return (
    <div className="flex w-full flex-wrap items-center gap-2 md:w-auto">
      {get("payout") && (
        <Button size="small" variant="secondary" onClick={() => change({ payout: null, linePage: null })}>
          {t("payouts.allPayouts")}
        </Button>
      )}
      {tab !== "ours" && <PayoutExportButton wishes={wishes} />}
      <SearchInput
        label={t("payouts.search")}
        size="small"
        className="w-full md:w-56"
        defaultValue={get("q")}
        onChange={({ target }) => change({ q: target.value.trim() || null, linePage: null }, false)}
      />
    </div>
  )
}

function useWishes(tab: Tab) {
  const { get } = useAddress()
  const [payout, q] = [get("payout"), get("q")]
  const result = TABS[tab]
  const environment = usePayoutEnvironment()
  return {
    ...environment,
    ...(payout ? { payout } : {}),
    ...(q ? { q } : {}),
    ...(result.length > 0 ? { result } : {}),
  }
}

function useCounts(): Readonly<Record<Tab, number>> {
  const { data } = usePayoutSums(usePayoutEnvironment())
  const of = (names: readonly string[]) =>
    Object.entries(data?.results ?? {}).reduce((all, [name, count]) => all + (names.includes(name) ? count : 0), 0)
  const all = Object.values(data?.results ?? {}).reduce((sum, count) => sum + count, 0)
  return {
    all,
    agreed: of(TABS.agreed),
    different: of(TABS.different),
    theirs: of(TABS.theirs),
    ours: data?.missing ?? 0,
  }
}

function useSlice() {
  const { get } = useAddress()
  const page = Math.max(1, Number(get("linePage")) || 1)
  return { page, slice: { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE } }
}

function Lines({ tab }: { tab: Tab }) {
  const { page, slice } = useSlice()
  const { data, error, refetch } = usePayoutLines({ ...useWishes(tab), ...slice }, true)
  if (error) return <LoadError error={error} onRetry={refetch} />
  return (
    <>
      {data?.count === 0 ? <Nothing tab={tab} /> : <LineTable lines={data?.lines ?? []} />}
      <PageTurner name="linePage" page={page} size={PAGE_SIZE} count={data?.count ?? 0} />
    </>
  )
}

function Missing() {
  const { page, slice } = useSlice()
  const { data, error, refetch } = useMissing({ ...usePayoutEnvironment(), ...slice }, true)
  if (error) return <LoadError error={error} onRetry={refetch} />
  return (
    <>
      {data?.count === 0 ? <Nothing tab="ours" /> : <MissingTable attempts={data?.attempts ?? []} />}
      <PageTurner name="linePage" page={page} size={PAGE_SIZE} count={data?.count ?? 0} />
    </>
  )
}

function Nothing({ tab }: { tab: Tab }) {
  const { t } = useWords()
  return (
    <Text size="small" className="text-ui-fg-subtle px-6 py-4">
      {t(`payouts.none.${tab}`)}
    </Text>
  )
}
