import { useLocale } from "../locale"

/** Something that must be said instead of a page. */
export function Trouble({ message, onRetry }: { message: string; onRetry?: () => void }) {
  const { t } = useLocale()
  return (
    <div className="trouble" role="alert">
      <h1>{t("failed")}</h1>
      <p>{message}</p>
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          {t("tryAgain")}
        </button>
      )}
    </div>
  )
}
