import { useLocale } from "../locale"
import { Link } from "../router"

export function NotFoundPage() {
  const { t } = useLocale()
  return (
    <section className="page empty">
      <h1>{t("notFound")}</h1>
      <p>{t("notFoundHint")}</p>
      <Link to="/" className="button">
        {t("backToMenu")}
      </Link>
    </section>
  )
}
