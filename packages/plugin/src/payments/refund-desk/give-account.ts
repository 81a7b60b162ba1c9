import type { MedusaContainer } from "@medusajs/framework/types"
import { Budgets } from "../../modules/ledger/budgets"
import type { RefundRequest } from "../../modules/ledger/refund-desk/request-records"
import { isBuyersAddress } from "../checkout/buyers-address"
import { contextOf } from "../context"
import { type AccountProblems, readAccount, type WrittenAccount } from "./bank-account"
import { givenNow } from "./desk-steps"

const WINDOW_MINUTES = 10
/** Within ten minutes: enough to mistype, too few to try things out. */
const TRIES = { request: 10, address: 30 }

/** What came of what the buyer wrote. `changed`: staff took the request up, or it was given by another window. */
export type GivenAccount =
  | { readonly kind: "given" | "changed" | "too many" }
  | { readonly kind: "wrong"; readonly problems: AccountProblems }

/** Seals the account that a buyer names for a request whose link is open. */
export async function giveAccount(
  container: MedusaContainer,
  request: RefundRequest,
  written: WrittenAccount,
  address: string | null,
): Promise<GivenAccount> {
  const context = contextOf(container)
  if (!(await takeTry(container, request.id, address))) return { kind: "too many" }
  const { account, problems } = readAccount(written)
  if (!account) return { kind: "wrong", problems }
  const change = { ...givenNow(container, request, account), state: "given", given_by: null } as const
  const given = await context.ledger.refundRequests.change(request, change, { kind: "given" })
  return { kind: given ? "given" : "changed" }
}

async function takeTry(container: MedusaContainer, requestId: string, address: string | null): Promise<boolean> {
  const budgets = budgetsOf(container)
  if (!(await takeByAddress(budgets, "refund account", address))) return false
  return budgets.take(`refund account ${requestId}`, TRIES.request)
}

/** Counts a link that is none; false when this network address has had its share. */
export async function takeGuess(container: MedusaContainer, address: string | null): Promise<boolean> {
  return takeByAddress(budgetsOf(container), "refund link", address)
}

async function takeByAddress(budgets: Budgets, what: string, address: string | null): Promise<boolean> {
  return !isBuyersAddress(address) || budgets.take(`${what} address ${address}`, TRIES.address)
}

function budgetsOf(container: MedusaContainer): Budgets {
  return new Budgets(contextOf(container).db, WINDOW_MINUTES)
}
