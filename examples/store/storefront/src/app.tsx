import { type ReactNode, useEffect } from "react"
import { CartProvider } from "./cart"
import { loadConfig } from "./config"
import { CustomerProvider } from "./customer"
import { useLocale } from "./locale"
import { AccountPage } from "./pages/account-page"
import { CartPage } from "./pages/cart-page"
import { CheckoutPage } from "./pages/checkout-page"
import { HomePage } from "./pages/home-page"
import { NotFoundPage } from "./pages/not-found-page"
import { OrderPage } from "./pages/order-page"
import { ProductPage } from "./pages/product-page"
import { ReturnPage } from "./pages/return-page"
import { Frame } from "./parts/frame"
import { Trouble } from "./parts/trouble"
import { matchPath, useAddress } from "./router"
import { openShop, ShopProvider } from "./shop"
import { useLoaded } from "./use-loaded"

async function open() {
  const config = await loadConfig()
  return { shop: config.publishableKey ? await openShop(config) : null }
}

export function App() {
  const { t } = useLocale()
  const { value: opened, error, retry } = useLoaded(open)
  if (error) return <Trouble message={error.message} onRetry={retry} />
  if (!opened) return <div className="opening" role="status" aria-label={t("loading")} />
  if (!opened.shop) return <Trouble message={t("noKey")} />
  return (
    <ShopProvider shop={opened.shop}>
      <CartProvider>
        <CustomerProvider>
          <Frame>
            <Page />
          </Frame>
        </CustomerProvider>
      </CartProvider>
    </ShopProvider>
  )
}

const routes: readonly { pattern: string; page(named: Record<string, string>): ReactNode }[] = [
  { pattern: "/", page: () => <HomePage /> },
  { pattern: "/products/:handle", page: ({ handle = "" }) => <ProductPage key={handle} handle={handle} /> },
  { pattern: "/cart", page: () => <CartPage /> },
  { pattern: "/account", page: () => <AccountPage /> },
  { pattern: "/checkout", page: () => <CheckoutPage /> },
  { pattern: "/payment/return", page: () => <ReturnPage /> },
  { pattern: "/orders/:session", page: ({ session = "" }) => <OrderPage key={session} sessionId={session} /> },
]

function Page() {
  const { pathname } = useAddress()
  useEffect(() => {
    if (pathname) document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true })
  }, [pathname])
  for (const { pattern, page } of routes) {
    const named = matchPath(pattern, pathname)
    if (named) return page(named)
  }
  return <NotFoundPage />
}
