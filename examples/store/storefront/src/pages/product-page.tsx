import type { HttpTypes } from "@medusajs/types"
import { formatTwd } from "@taiwan-payments/storefront"
import { useRef, useState } from "react"
import { type Names, useCart } from "../cart"
import { useLocale } from "../locale"
import {
  isAvailable,
  optionName,
  optionValue,
  otherNames,
  productDescription,
  productImage,
  productName,
  variantPrice,
  variantsOf,
} from "../names"
import { AddedDrawer } from "../parts/added-drawer"
import { Stepper } from "../parts/stepper"
import { Link } from "../router"
import { useShop } from "../shop"
import { useTitle } from "../use-title"
import { NotFoundPage } from "./not-found-page"

type Product = HttpTypes.StoreProduct
type Variant = HttpTypes.StoreProductVariant

export function ProductPage({ handle }: { handle: string }) {
  const product = useShop().products.find((candidate) => candidate.handle === handle)
  const variant = product && variantsOf(product)[0]
  const { t, locale } = useLocale()
  useTitle(product ? productName(product, locale) : t("notFound"))
  if (!variant) return <NotFoundPage />
  return <ProductView product={product} firstVariant={variant} />
}

function ProductView({ product, firstVariant }: { product: Product; firstVariant: Variant }) {
  const { t, locale } = useLocale()
  const [variant, setVariant] = useState(firstVariant)
  return (
    <article className="page product">
      <img className="product-picture" src={productImage(product)} alt="" width="600" height="600" />
      <div className="product-text">
        <Link to="/" className="back">
          ← {t("backToMenu")}
        </Link>
        <h1>{productName(product, locale)}</h1>
        <p className="product-price" data-testid="price">
          {formatTwd(variantPrice(variant) ?? 0)}
        </p>
        <p className="product-description">{productDescription(product, locale)}</p>
        <VariantChoice product={product} value={variant} onChange={setVariant} />
        <BuyBox variant={variant} names={otherNames(product)} />
      </div>
    </article>
  )
}

interface VariantChoiceProps {
  readonly product: Product
  readonly value: Variant
  readonly onChange: (variant: Variant) => void
}

function VariantChoice({ product, value, onChange }: VariantChoiceProps) {
  const { locale } = useLocale()
  const title = product.options?.[0]?.title ?? ""
  return (
    <fieldset className="choices">
      <legend>{optionName(title, locale)}</legend>
      {variantsOf(product).map((variant) => (
        <label key={variant.id} className="choice" data-testid="variant">
          <input type="radio" name="variant" checked={variant.id === value.id} onChange={() => onChange(variant)} />
          <span>{optionValue(variant.title ?? "", locale)}</span>
          <span className="choice-price">{formatTwd(variantPrice(variant) ?? 0)}</span>
        </label>
      ))}
    </fieldset>
  )
}

function BuyBox({ variant, names }: { variant: Variant; names: Names }) {
  const { t } = useLocale()
  const { add } = useCart()
  const [quantity, setQuantity] = useState(1)
  const [phase, setPhase] = useState<"idle" | "busy" | "added" | "failed">("idle")
  const available = isAvailable(variant)
  const button = useRef<HTMLButtonElement>(null)
  // The button was switched off when the drawer opened, so that the browser does not give the focus back to it.
  const close = () => {
    setPhase("idle")
    button.current?.focus()
  }
  const put = async () => {
    setPhase("busy")
    setPhase(
      await add(variant.id, quantity, names).then(
        () => "added" as const,
        () => "failed" as const,
      ),
    )
  }
  return (
    <>
      <div className="buy">
        <Stepper value={quantity} least={1} label={t("quantity")} onChange={setQuantity} />
        <button
          ref={button}
          type="button"
          className="button"
          data-testid="add-to-cart"
          disabled={!available || phase === "busy"}
          onClick={put}
        >
          {t(available ? "addToCart" : "soldOut")}
        </button>
      </div>
      {phase === "failed" && (
        <p className="problem" role="alert">
          {t("failed")}
        </p>
      )}
      {phase === "added" && <AddedDrawer onClose={close} />}
    </>
  )
}
