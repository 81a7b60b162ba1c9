import { Container, Heading, Tabs, Text } from "@medusajs/ui"
import { InboxExchanges } from "../../../parts/inbox-exchanges"
import { InboxFilters } from "../../../parts/inbox-filters"
import { InboxNotices } from "../../../parts/inbox-notices"
import { useAddress } from "../../../parts/use-address"
import { useWords } from "../../../parts/use-words"

/** What gateways sent and what was asked of them; what is looked at stands in the address. */
function Inbox() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const tab = get("tab") === "exchanges" ? "exchanges" : "notices"
  return (
    <Container className="overflow-hidden p-0">
      <Tabs value={tab} onValueChange={(to) => change({ tab: to === "exchanges" ? to : null, after: null })}>
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 px-6 py-4">
          <div className="min-w-0">
            <Heading>{t("inbox.title")}</Heading>
            <Text size="small" className="text-ui-fg-subtle mt-1 text-pretty">
              {t("inbox.subtitle")}
              <span className="block">{t("taipei")}</span>
            </Text>
          </div>
          <Tabs.List aria-label={t("inbox.title")}>
            <Tabs.Trigger value="notices">{t("inbox.notices")}</Tabs.Trigger>
            <Tabs.Trigger value="exchanges">{t("inbox.exchanges")}</Tabs.Trigger>
          </Tabs.List>
        </div>
        <InboxFilters isAboutNotices={tab === "notices"} />
        <Tabs.Content value="notices">
          <InboxNotices />
        </Tabs.Content>
        <Tabs.Content value="exchanges">
          <InboxExchanges />
        </Tabs.Content>
      </Tabs>
    </Container>
  )
}

function Crumb() {
  return useWords().t("inbox.title")
}

export const handle = { breadcrumb: () => <Crumb /> }

export default Inbox
