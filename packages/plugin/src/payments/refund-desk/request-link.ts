import type { MedusaContainer } from "@medusajs/framework/types"
import { RefundRequestReader } from "../../modules/ledger/refund-desk/refund-request-reader"
import { ASKS_BUYER, type RefundRequest } from "../../modules/ledger/refund-desk/request-records"
import { PaymentError } from "../../toolkit/payment-error"
import { contextOf } from "../context"
import { linkToken, readLinkToken } from "../link-token"
import { methodAccountsOf } from "../method-accounts"
import { linkSecretOf } from "../payment-link"
import { refundDeskOf } from "../refund-desk-options"

const DAY_MS = 86_400_000

/** When a link that is made now ends; whole seconds, as the link has it. */
export function linkEnd(linkDays: number, now: Date): Date {
  return new Date(Math.floor((now.getTime() + linkDays * DAY_MS) / 1000) * 1000)
}

/**
 * The address at which the buyer names an account for this request, and for no other.
 * @throws PaymentError `config` where Medusa has no secret, or no gateway is configured
 */
export async function refundLinkOf(
  container: MedusaContainer,
  { id, link_expires_at }: Pick<RefundRequest, "id" | "link_expires_at">,
): Promise<string> {
  const [account] = (await methodAccountsOf(container)).values()
  if (!account) throw new PaymentError("config", "No gateway is configured, so nobody knows the shop's address.")
  const token = linkToken(linkSecretOf(container), { subject: id, endsAt: link_expires_at }, "refund")
  return `${account.shop.backendUrl}/pay/refunds/${token}`
}

/** Why a link opens nothing. `taken`: staff have taken the account up; `returned` and `renewed` links have a newer one. */
export type RefundLinkEnd = "unknown" | "ended" | "renewed" | "taken" | "done" | "cancelled"

export type OpenedLink =
  | { readonly kind: "open"; readonly request: RefundRequest }
  | { readonly kind: RefundLinkEnd; readonly request?: RefundRequest }

/** What a link leads to now. Only the newest of a request opens. */
export async function openRefundLink(container: MedusaContainer, token: string, now = new Date()): Promise<OpenedLink> {
  const link = refundDeskOf(container) && readLinkToken(linkSecretOf(container), token, "refund")
  const request = link && (await new RefundRequestReader(contextOf(container).db).request(link.subject))
  if (!link || !request) return { kind: "unknown" }
  if (request.state === "done" || request.state === "cancelled") return { kind: request.state, request }
  if (link.endsAt.getTime() !== request.link_expires_at.getTime()) return { kind: "renewed", request }
  if (!ASKS_BUYER.includes(request.state)) return { kind: "taken", request }
  return link.endsAt > now ? { kind: "open", request } : { kind: "ended", request }
}
