import { Button, Text } from "@medusajs/ui"
import { useWords } from "./use-words"

/** What could not be loaded is said as that, never shown as nothing; and it can be tried again. */
export function LoadError({ error, onRetry }: { error: Error; onRetry: () => unknown }) {
  const { t } = useWords()
  return (
    <div role="alert" className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
      <Text size="small" className="text-ui-fg-error">
        {t("loadFailed")} {error.message}
      </Text>
      <Button size="small" variant="secondary" onClick={() => void onRetry()}>
        {t("retry")}
      </Button>
    </div>
  )
}
