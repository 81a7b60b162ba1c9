import { Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { useOverview } from "../server/payments"
import { LoadError } from "./load-error"
import { OverviewFigures } from "./overview-figures"
import { OverviewTabs } from "./overview-tabs"
import { tableOf, wishesOf } from "./table-address"
import { useAddress } from "./use-address"
import { useWords } from "./use-words"

/** What came in of whatever the list below shows, beside as many days before. */
export function Overview() {
  const { t, day } = useWords()
  const { data, error, refetch } = useOverview(wishesOf(tableOf(useAddress())))
  if (error)
    return (
      <Container className="p-0">
        <LoadError error={error} onRetry={refetch} />
      </Container>
    )
  if (!data) return <Skeleton className="h-96 w-full" />
  const { before } = data
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("overview.title")}</Heading>
        <Text size="small" className="text-ui-fg-subtle mt-1 text-pretty">
          {t("overview.period", { first: day(data.first), last: day(data.last) })}{" "}
          {t("overview.compared", { first: day(before.first), last: day(before.last) })}
          {data.cut && ` ${t("overview.cut")}`}
        </Text>
      </div>
      <OverviewFigures overview={data} />
      <OverviewTabs overview={data} />
    </Container>
  )
}
