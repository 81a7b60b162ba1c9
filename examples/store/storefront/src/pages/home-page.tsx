import type { HttpTypes } from "@medusajs/types"
import { formatTwd } from "@taiwan-payments/storefront"
import { useLocale } from "../locale"
import { lowestPrice, productImage, productName } from "../names"
import { Link } from "../router"
import { useShop } from "../shop"

export function HomePage() {
  const { t } = useLocale()
  const { products } = useShop()
  return (
    <>
      <section className="hero">
        <div>
          <h1>{t("slogan")}</h1>
          <p>{t("heroText")}</p>
        </div>
        <img src="/images/alley.svg" alt="" width="640" height="480" />
      </section>
      <section className="page" aria-labelledby="menu">
        <h2 id="menu" className="section-title">
          {t("menu")}
        </h2>
        <ul className="menu">
          {products.map((product) => (
            <ProductCard key={product.id} product={product} />
          ))}
        </ul>
      </section>
    </>
  )
}

function ProductCard({ product }: { product: HttpTypes.StoreProduct }) {
  const { locale } = useLocale()
  const other = locale === "en" ? "zh-TW" : "en"
  return (
    <li>
      <Link to={`/products/${product.handle}`} className="card" data-testid="product-card" data-handle={product.handle}>
        <img src={productImage(product)} alt="" width="600" height="600" />
        <span className="card-name">{productName(product, locale)}</span>
        <span className="card-other" lang={other}>
          {productName(product, other)}
        </span>
        <FromPrice product={product} />
      </Link>
    </li>
  )
}

function FromPrice({ product }: { product: HttpTypes.StoreProduct }) {
  const { t, locale } = useLocale()
  const lowest = lowestPrice(product)
  if (lowest === null) return null
  const price = formatTwd(lowest)
  return <span className="card-price">{locale === "en" ? `${t("from")} ${price}` : `${price} ${t("from")}`}</span>
}
