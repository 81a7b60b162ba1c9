import { asValue } from "@medusajs/framework/awilix"
import type { MedusaContainer } from "@medusajs/framework/types"
import { isRecord, OptionReader } from "../../toolkit/options"

const NAME = "taiwanPaymentsShopLook"

/** How a page of ours looks like the shop's own. */
export interface ShopLook {
  readonly name: string | null
  /** Address of a picture, about 40 pixels high. */
  readonly logo: URL | null
  /** A CSS colour on which white letters can be read, such as `#0f7a5f`. */
  readonly color: string | null
}

const PLAIN: ShopLook = { name: null, logo: null, color: null }

/** The option `paymentPage` of the plugin's entry. */
export function readShopLook(reader: OptionReader): ShopLook {
  const value = reader.raw("paymentPage")
  if (value === undefined) return PLAIN
  if (!isRecord(value)) {
    reader.problem('paymentPage must be an object such as { name: "Alley Tea House", color: "#0f7a5f" }')
    return PLAIN
  }
  const own = new OptionReader("@taiwan-payments/medusa (in plugins), paymentPage", value)
  const name = own.optionalText("name", /^[^\p{C}]{1,60}$/u, "up to 60 letters") ?? null
  const color = own.optionalText("color", /^#[0-9a-fA-F]{6}$/, "a colour such as #0f7a5f") ?? null
  const logo = own.optionalText("logo", /^https?:\/\/\S{1,500}$/, "the address of a picture") ?? null
  own.finish()
  return { name, color, logo: logo !== null && URL.canParse(logo) ? new URL(logo) : null }
}

export function setShopLook(container: MedusaContainer, look: ShopLook): void {
  container.register(NAME, asValue(look))
}

export function shopLook(container: MedusaContainer): ShopLook {
  return container.resolve<ShopLook | undefined>(NAME, { allowUnregistered: true }) ?? PLAIN
}
