import { type ReactNode, useCallback, useEffect, useMemo } from "react"
import { CartProvider } from "./cart"
import { loadConfig } from "./config"
import { CustomerProvider } from "./customer"
import { useLocale } from "./locale"
import { AccountPage } from "./pages/account-page"
import { CartPage } from "./pages/cart-page"
import { CheckoutPage } from "./pages/checkout-page"
import { FindOrderPage } from "./pages/find-order-page"
import { HomePage } from "./pages/home-page"
import { NotFoundPage } from "./pages/not-found-page"
import { OrderPage } from "./pages/order-page"
import { ProductPage } from "./pages/product-page"
import { ReturnPage } from "./pages/return-page"
import { Frame } from "./parts/frame"
import { Opening } from "./parts/opening"
import { Trouble } from "./parts/trouble"
import { isPaymentPage, matchPath, useAddress } from "./router"
import { loadMenu, type OpenShop, openShop, ShopProvider } from "./shop"
import type { TextKey } from "./texts"
import { useLoaded } from "./use-loaded"
import { useTitle } from "./use-title"

async function open() {
  const config = await loadConfig()
  return { shop: config.publishableKey ? await openShop(config) : null }
}

export function App() {
  const { t } = useLocale()
  const { value: opened, error, retry } = useLoaded(open)
  if (error) return <Trouble cause={error} onRetry={retry} />
  if (!opened) return <Opening />
  if (!opened.shop) return <Trouble cause={t("noKey")} />
  return <Opened shop={opened.shop} />
}

/** Pages of a payment show without the menu; the names of what was ordered follow with it. */
function Opened({ shop }: { shop: OpenShop }) {
  const { pathname } = useAddress()
  const load = useCallback(() => loadMenu(shop), [shop])
  const { value: products, error, retry } = useLoaded(load)
  const whole = useMemo(() => ({ ...shop, products: products ?? [] }), [shop, products])
  if (!products && !isPaymentPage(pathname)) {
    if (error) return <Trouble cause={error} onRetry={retry} />
    return <Opening />
  }
  return (
    <ShopProvider shop={whole}>
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

interface Route {
  readonly pattern: string
  /** What the window is called; a product's page is called by its product. */
  readonly title?: TextKey
  page(named: Record<string, string>): ReactNode
}

const routes: readonly Route[] = [
  { pattern: "/", title: "menu", page: () => <HomePage /> },
  { pattern: "/products/:handle", page: ({ handle = "" }) => <ProductPage key={handle} handle={handle} /> },
  { pattern: "/cart", title: "cart", page: () => <CartPage /> },
  { pattern: "/account", title: "account", page: () => <AccountPage /> },
  { pattern: "/checkout", title: "checkout", page: () => <CheckoutPage /> },
  { pattern: "/payment/return", title: "paymentResult", page: () => <ReturnPage /> },
  { pattern: "/orders", title: "findOrder", page: () => <FindOrderPage /> },
  {
    pattern: "/orders/:session",
    title: "orderTitle",
    page: ({ session = "" }) => <OrderPage key={session} sessionId={session} />,
  },
]

function Page() {
  const { pathname } = useAddress()
  useEffect(() => {
    if (pathname) document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true })
  }, [pathname])
  const { t } = useLocale()
  const route = routes.find(({ pattern }) => matchPath(pattern, pathname))
  useTitle(route ? route.title && t(route.title) : t("notFound"))
  return route ? route.page(matchPath(route.pattern, pathname) ?? {}) : <NotFoundPage />
}
