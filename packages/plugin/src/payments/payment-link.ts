import type { ConfigModule, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { isPaymentError, PaymentError } from "../toolkit/payment-error"
import { linkToken, readLinkToken, type SignedLink } from "./link-token"
import { methodAccountsOf } from "./method-accounts"

const DAYS = 14
const DAY_MS = 86_400_000

/** A link that lets anybody who has it pay what is left of an order, or a cart. */
export interface MadeLink {
  readonly url: string
  readonly ends_at: Date
}

/**
 * The link of an order or a cart, for two weeks; the same all day long. What it asks is decided when it is opened.
 * @throws PaymentError `config` where Medusa has no secret, or no gateway is configured
 */
export async function linkOf(container: MedusaContainer, subject: string, now = new Date()): Promise<MadeLink> {
  const endsAt = new Date(Math.ceil(now.getTime() / DAY_MS) * DAY_MS + DAYS * DAY_MS)
  const [account] = (await methodAccountsOf(container)).values()
  if (!account)
    throw new PaymentError("config", {
      en: "No gateway is configured by which an order could be paid.",
      "zh-TW": "尚未設定可供訂單付款的金流。",
    })
  const token = linkToken(linkSecretOf(container), { subject, endsAt })
  return { url: `${account.shop.backendUrl}/pay/orders/${token}`, ends_at: endsAt }
}

export function readLink(container: MedusaContainer, token: string): SignedLink | null {
  return readLinkToken(linkSecretOf(container), token)
}

/** The address of an order's link, for an event about it; null where there is no order, or no link can be made. */
export async function linkInEvent(container: MedusaContainer, orderId: string | null): Promise<string | null> {
  if (orderId === null) return null
  try {
    return (await linkOf(container, orderId)).url
  } catch (error) {
    if (isPaymentError(error)) return null
    throw error
  }
}

/** What Medusa signs its own sessions with; in production it starts with none but the shop's own. */
export function linkSecretOf(container: MedusaContainer): string {
  const key = ContainerRegistrationKeys.CONFIG_MODULE
  const config = container.resolve<ConfigModule | undefined>(key, { allowUnregistered: true })
  const jwtSecret = config?.projectConfig.http.jwtSecret
  if (typeof jwtSecret === "string" && jwtSecret !== "") return jwtSecret
  throw new PaymentError("config", {
    en: "Links for buyers need projectConfig.http.jwtSecret of medusa-config.ts.",
    "zh-TW": "產生買家連結前，請先在 medusa-config.ts 設定 projectConfig.http.jwtSecret。",
  })
}
