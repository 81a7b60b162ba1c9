import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Button, Container, Heading, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { AlarmsPanel } from "../../parts/alarms-panel"
import { AttemptDrawer } from "../../parts/attempt-drawer"
import { AttemptsTable } from "../../parts/attempts-table"
import { MenuIcon } from "../../parts/menu-icon"
import { Overview } from "../../parts/overview"
import { useAddress } from "../../parts/use-address"
import { useWords } from "../../parts/use-words"

/** Sums and alarms on top, then every attempt; what is looked at stands in the address. */
function TaiwanPayments() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const shown = get("attempt")
  const show = (id: string) => change({ attempt: id })
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
        <div className="min-w-0">
          <Heading>{t("title")}</Heading>
          <Text size="small" className="text-ui-fg-subtle mt-1">
            {t("subtitle")}
          </Text>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button size="small" variant="secondary" asChild>
            <Link to="payouts">{t("payouts.link")}</Link>
          </Button>
          <Button size="small" variant="secondary" asChild>
            <Link to="refunds">{t("refunds.link")}</Link>
          </Button>
          <Button size="small" variant="secondary" asChild>
            <Link to="inbox">{t("inbox.link")}</Link>
          </Button>
          <Button size="small" variant="secondary" asChild>
            <Link to="doctor">{t("doctor.link")}</Link>
          </Button>
        </div>
      </Container>
      <Overview />
      <AlarmsPanel onShow={show} />
      <AttemptsTable />
      {shown && <AttemptDrawer id={shown} onClose={() => change({ attempt: null })} />}
    </div>
  )
}

export const config = defineRouteConfig({ label: "title", icon: MenuIcon, translationNs: "taiwanPayments" })

function Crumb() {
  return useWords().t("title")
}

export const handle = { breadcrumb: () => <Crumb /> }

export default TaiwanPayments
