import { defineRouteConfig } from "@medusajs/admin-sdk"
import { CreditCard } from "@medusajs/icons"
import { Button, Container, Heading, Text } from "@medusajs/ui"
import { Link, useSearchParams } from "react-router-dom"
import { AttemptDrawer } from "../../parts/attempt-drawer"
import { AttemptsTable } from "../../parts/attempts-table"
import { OpenAlarms } from "../../parts/open-alarms"
import { useWords } from "../../parts/use-words"

/** Open alarms on top, then every attempt; the one that is looked at stands in the address. */
function TaiwanPayments() {
  const { t } = useWords()
  const [params, setParams] = useSearchParams()
  const shown = params.get("attempt")
  const show = (id: string) => setParams({ attempt: id })
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
        <div className="min-w-0">
          <Heading>{t("title")}</Heading>
          <Text size="small" className="text-ui-fg-subtle mt-1">
            {t("subtitle")}
          </Text>
        </div>
        <Button size="small" variant="secondary" asChild>
          <Link to="doctor">{t("doctor.link")}</Link>
        </Button>
      </Container>
      <OpenAlarms onShow={show} />
      <AttemptsTable onShow={show} />
      {shown && <AttemptDrawer id={shown} onClose={() => setParams({})} />}
    </div>
  )
}

export const config = defineRouteConfig({ label: "title", icon: CreditCard, translationNs: "taiwanPayments" })

function Crumb() {
  return useWords().t("title")
}

export const handle = { breadcrumb: () => <Crumb /> }

export default TaiwanPayments
