import { Container, Heading, Text } from "@medusajs/ui"
import { RefundBatches } from "../../../parts/refund-batches"
import { RefundQueue } from "../../../parts/refund-queue"
import { useWords } from "../../../parts/use-words"

/** Money that goes back to a bank account that the buyer names. */
function Refunds() {
  const { t } = useWords()
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="px-6 py-4">
        <Heading>{t("refunds.title")}</Heading>
        <Text size="small" className="text-ui-fg-subtle mt-1 text-pretty">
          {t("refunds.subtitle")}
          <span className="block">{t("taipei")}</span>
        </Text>
      </Container>
      <RefundQueue />
      <RefundBatches />
    </div>
  )
}

function Crumb() {
  return useWords().t("refunds.title")
}

export const handle = { breadcrumb: () => <Crumb /> }

export default Refunds
