import type {
  CreateAccountHolderInput,
  CreateAccountHolderOutput,
  DeleteAccountHolderInput,
  DeleteAccountHolderOutput,
  DeletePaymentMethodInput,
  DeletePaymentMethodOutput,
  ListPaymentMethodsInput,
  ListPaymentMethodsOutput,
  PaymentProviderContext,
  RetrieveAccountHolderInput,
  RetrieveAccountHolderOutput,
  SavePaymentMethodInput,
  SavePaymentMethodOutput,
  UpdateAccountHolderInput,
  UpdateAccountHolderOutput,
} from "@medusajs/framework/types"
import type { Buyer } from "../../toolkit/contract/gateway"
import { PaymentError } from "../../toolkit/payment-error"
import { bindCard, type CardView, cardsOf, forgetCard, viewOf } from "../checkout/saved-cards"
import { inMedusaTerms } from "./medusa-terms"
import { TaiwanPaymentProvider } from "./payment-provider"

/**
 * A method whose cards customers may let the shop keep. Medusa's account holder is the customer and nothing more: what charges a
 * card is sealed in the ledger's own table.
 */
export abstract class CardStorageProvider extends TaiwanPaymentProvider {
  async createAccountHolder({ context }: CreateAccountHolderInput): Promise<CreateAccountHolderOutput> {
    return holderOf(context.customer.id)
  }

  async retrieveAccountHolder({ id }: RetrieveAccountHolderInput): Promise<RetrieveAccountHolderOutput> {
    return holderOf(id)
  }

  async updateAccountHolder({ context }: UpdateAccountHolderInput): Promise<UpdateAccountHolderOutput> {
    return { data: { ...context.account_holder.data } }
  }

  /** Forgets all cards of the customer. */
  async deleteAccountHolder({ context }: DeleteAccountHolderInput): Promise<DeleteAccountHolderOutput> {
    return inMedusaTerms(async () => {
      const customerId = customerIn(context)
      for (const { id } of await cardsOf(this.payments, this.methodAccount, customerId))
        await forgetCard(this.payments, [this.methodAccount], customerId, id)
      return {}
    })
  }

  async listPaymentMethods({ context }: ListPaymentMethodsInput): Promise<ListPaymentMethodsOutput> {
    return inMedusaTerms(async () =>
      (await cardsOf(this.payments, this.methodAccount, customerIn(context))).map(methodOf),
    )
  }

  /** Keeps the card behind `data.token` without a payment. That the customer agreed is the caller's word. */
  async savePaymentMethod({ context, data }: SavePaymentMethodInput): Promise<SavePaymentMethodOutput> {
    return inMedusaTerms(async () => {
      if (typeof data?.token !== "string") throw new PaymentError("refused", "There is no token to keep a card by.")
      const customerId = customerIn(context)
      return methodOf(
        viewOf(await bindCard(this.payments, this.methodAccount, customerId, data.token, buyerIn(context))),
      )
    })
  }

  async deletePaymentMethod({ context, data }: DeletePaymentMethodInput): Promise<DeletePaymentMethodOutput> {
    return inMedusaTerms(async () => {
      const isGone = await forgetCard(this.payments, [this.methodAccount], customerIn(context), data.id)
      if (!isGone) throw new PaymentError("refused", "This customer has no such card.")
      return {}
    })
  }
}

function holderOf(customerId: string): { id: string; data: Record<string, unknown> } {
  return { id: customerId, data: { customer_id: customerId } }
}

function methodOf({ id, ...data }: CardView): { id: string; data: Record<string, unknown> } {
  return { id, data }
}

/** As far as the customer's account holder is in it. */
interface HolderContext {
  readonly account_holder?: { readonly data?: Readonly<Record<string, unknown>> }
}

function customerIn(context: HolderContext | undefined): string {
  const id = context?.account_holder?.data?.customer_id
  if (typeof id === "string" && id !== "") return id
  throw new PaymentError("refused", "Medusa named no account holder of this provider.")
}

function buyerIn(context: PaymentProviderContext | undefined): Buyer {
  const { email, first_name: first, last_name: last, phone } = context?.customer ?? {}
  return { email: email ?? null, name: [last, first].filter(Boolean).join("") || null, phone: phone ?? null }
}
