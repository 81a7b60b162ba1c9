import { useLocale } from "../locale"
import { Link } from "../router"

export function EmptyCart() {
  const { t } = useLocale()
  return (
    <section className="page empty">
      <img src="/images/pearl-milk-tea.svg" alt="" width="180" height="180" />
      <h1>{t("emptyCart")}</h1>
      <p>{t("emptyCartHint")}</p>
      <Link to="/" className="button">
        {t("seeMenu")}
      </Link>
    </section>
  )
}
