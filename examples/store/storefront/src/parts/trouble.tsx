import { problemWords } from "@taiwan-payments/storefront"
import { useLocale } from "../locale"

interface TroubleProps {
  /** What went wrong: an error, or the shop's own words. */
  readonly cause: unknown
  readonly onRetry?: () => void
}

/** Something that must be said instead of a page. */
export function Trouble({ cause, onRetry }: TroubleProps) {
  const { t, locale } = useLocale()
  return (
    <div className="trouble" role="alert">
      <h1>{t("failed")}</h1>
      <p>{problemWords(cause, locale)}</p>
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          {t("tryAgain")}
        </button>
      )}
    </div>
  )
}
