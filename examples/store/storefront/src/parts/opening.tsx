import { useLocale } from "../locale"

/** The shop before it knows anything, as index.html shows it too: the header keeps its place when the rest comes. */
export function Opening() {
  const { t } = useLocale()
  return (
    <>
      <header className="header">
        <span className="brand">
          <img src="/images/mark.svg" alt="" width="34" height="34" />
        </span>
      </header>
      <div className="opening" role="status" aria-label={t("loading")} />
    </>
  )
}
