import type { ReactNode } from "react"
import { countItems, useCart } from "../cart"
import { useCustomer } from "../customer"
import { useLocale } from "../locale"
import { isPaymentPage, Link, useAddress } from "../router"
import { PaymentReminder } from "./payment-reminder"

/** What surrounds every page. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useLocale()
  const { pathname } = useAddress()
  return (
    <>
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      <Header />
      {!isPaymentPage(pathname) && <PaymentReminder />}
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="footer">
        <p>
          {t("shopName")} · {t("demo")}
        </p>
        <p>
          <Link to="/orders">{t("findOrder")}</Link>
        </p>
      </footer>
    </>
  )
}

function Header() {
  const { t } = useLocale()
  return (
    <header className="header">
      <Link to="/" className="brand">
        <img src="/images/mark.svg" alt="" width="34" height="34" />
        <span>{t("shopName")}</span>
      </Link>
      <nav className="header-links">
        <LanguageSwitch />
        <AccountLink />
        <CartLink />
      </nav>
    </header>
  )
}

function LanguageSwitch() {
  const { locale, setLocale } = useLocale()
  const [other, label] = locale === "zh-TW" ? (["en", "English"] as const) : (["zh-TW", "中文"] as const)
  return (
    <button type="button" className="language" lang={other} data-testid="language" onClick={() => setLocale(other)}>
      {label}
    </button>
  )
}

function AccountLink() {
  const { t } = useLocale()
  const { customer } = useCustomer()
  return (
    <Link to="/account" className="cart-link" data-testid="account-link">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 4.5a3.75 3.75 0 1 1 0 7.5 3.75 3.75 0 0 1 0-7.5zM5 20a7 7 0 0 1 14 0" />
      </svg>
      <span className="hidden">{t(customer ? "account" : "logIn")}</span>
    </Link>
  )
}

function CartLink() {
  const { t } = useLocale()
  const count = countItems(useCart().cart)
  return (
    <Link to="/cart" className="cart-link" data-testid="cart-link">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M5 8h14l-1.2 11.2a2 2 0 0 1-2 1.8H8.2a2 2 0 0 1-2-1.8zM8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5" />
      </svg>
      <span className="hidden">{t("cart")}</span>
      {count > 0 && <span className="badge">{count}</span>}
    </Link>
  )
}
