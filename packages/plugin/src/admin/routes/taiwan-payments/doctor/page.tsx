import { ArrowPath } from "@medusajs/icons"
import { Button, Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { DoctorFindings } from "../../../parts/doctor-findings"
import { useWords } from "../../../parts/use-words"
import { useDoctor } from "../../../server/doctor"

/** What is wrong with the installation, and what to do about it. */
function Doctor() {
  const { t } = useWords()
  const { data, error, isFetching, refetch } = useDoctor()
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
        <div className="min-w-0">
          <Heading>{t("doctor.title")}</Heading>
          <Text size="small" className="text-ui-fg-subtle mt-1 text-pretty">
            {t("doctor.subtitle")}
          </Text>
        </div>
        <Button size="small" variant="secondary" isLoading={isFetching} onClick={() => void refetch()}>
          <ArrowPath />
          {t("doctor.again")}
        </Button>
      </div>
      {error && (
        <Text role="alert" size="small" className="text-ui-fg-error px-6 py-4">
          {t("doctor.failed")} {error.message}
        </Text>
      )}
      {!error && data && <DoctorFindings {...data} />}
      {!error && !data && <Looking />}
    </Container>
  )
}

function Looking() {
  const { t } = useWords()
  return (
    <div role="status" className="flex flex-col gap-y-3 px-6 py-4">
      <Text size="small" className="text-ui-fg-subtle">
        {t("doctor.looking")}
      </Text>
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-4 w-1/2" />
    </div>
  )
}

function Crumb() {
  return useWords().t("doctor.title")
}

export const handle = { breadcrumb: () => <Crumb /> }

export default Doctor
