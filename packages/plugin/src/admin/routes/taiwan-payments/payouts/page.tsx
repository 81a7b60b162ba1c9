import { Button, Container, Heading, Text } from "@medusajs/ui"
import { useState } from "react"
import { AttemptDrawer } from "../../../parts/attempt-drawer"
import { PayoutChart } from "../../../parts/payout-chart"
import { PayoutEnvironment } from "../../../parts/payout-environment"
import { PayoutLines } from "../../../parts/payout-lines"
import { PayoutList } from "../../../parts/payout-list"
import { StatementPrompt } from "../../../parts/statement-prompt"
import { useAddress } from "../../../parts/use-address"
import { useWords } from "../../../parts/use-words"

/** What should be on the bank account, and what of it the ledger knows. */
function Payouts() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const [isBringing, setBringing] = useState(false)
  const shown = get("attempt")
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
        <div className="min-w-0">
          <Heading>{t("payouts.title")}</Heading>
          <Text size="small" className="text-ui-fg-subtle mt-1 text-pretty">
            {t("payouts.subtitle")}
          </Text>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <PayoutEnvironment />
          <Button size="small" variant="secondary" onClick={() => setBringing(true)}>
            {t("payouts.bring")}
          </Button>
        </div>
      </Container>
      <PayoutChart />
      <PayoutList />
      <PayoutLines />
      {isBringing && <StatementPrompt onClose={() => setBringing(false)} />}
      {shown && <AttemptDrawer id={shown} onClose={() => change({ attempt: null })} />}
    </div>
  )
}

function Crumb() {
  return useWords().t("payouts.title")
}

export const handle = { breadcrumb: () => <Crumb /> }

export default Payouts
