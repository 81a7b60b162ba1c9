import type { Account, Card } from "../../modules/ledger/saved-cards"
import type { Conversation } from "../../toolkit/contract/conversation"
import type { Buyer, CardSecret, CardStorage, SavedCard } from "../../toolkit/contract/gateway"
import { environmentName } from "../../toolkit/environment"
import { describeError, isPaymentError, PaymentError } from "../../toolkit/payment-error"
import { seal, unseal } from "../../toolkit/sealed-secret"
import type { PaymentContext } from "../context"
import { hold } from "../exchanges"
import type { MethodAccount } from "../method-account"

/** What a customer may see of a card that they let the shop keep. */
export interface CardView {
  readonly id: string
  readonly brand: string
  readonly last4: string
  /** `yyyy-MM` */
  readonly expiry: string
  readonly created_at: string
}

export function viewOf({ id, brand, last4, expiry, created_at }: Card): CardView {
  return { id, brand, last4, expiry, created_at: created_at.toISOString() }
}

/** Good cards of a customer at a method account's account; none where it keeps no cards. */
export async function cardsOf(
  context: PaymentContext,
  methodAccount: MethodAccount,
  customerId: string,
): Promise<CardView[]> {
  if (!storageOf(methodAccount)) return []
  return (await context.cards.list(customerId, accountOf(methodAccount))).map(viewOf)
}

/** How a method account keeps cards; null where its method or its account does not. */
export function storageOf({ account, method }: MethodAccount): CardStorage | null {
  return method.savesCards ? (account.savedCards ?? null) : null
}

/** Puts a card on the customer's shelf. With an attempt it is good once that is paid. */
export async function saveCard(
  context: PaymentContext,
  methodAccount: MethodAccount,
  customerId: string,
  { secret, ...facts }: SavedCard,
  attemptId: string | null,
): Promise<Card> {
  const { keys } = requireStorage(methodAccount)
  const card = { customer_id: customerId, ...accountOf(methodAccount), ...facts, attempt_id: attemptId }
  return context.cards.add(card, (id) => seal(keys, JSON.stringify(secret), ownerOf({ ...card, id })))
}

/** Keeps the card behind a token without a payment. */
export async function bindCard(
  context: PaymentContext,
  methodAccount: MethodAccount,
  customerId: string,
  token: string,
  buyer: Buyer,
): Promise<Card> {
  const bound = await conversation(
    context,
    methodAccount,
    requireStorage(methodAccount).bind(methodAccount.method, token, buyer),
  )
  return saveCard(context, methodAccount, customerId, bound, null)
}

/** What charges a card of this customer at this account; null where there is no such card. */
export async function secretOf(
  context: PaymentContext,
  methodAccount: MethodAccount,
  customerId: string,
  cardId: string,
): Promise<CardSecret | null> {
  const storage = storageOf(methodAccount)
  const card = storage && (await context.cards.chargeable(customerId, cardId))
  return card && isAt(methodAccount, card) ? openCard(context, storage, card) : null
}

/**
 * Forgets a card at the gateway, then here, with all its copies; only here where no key opens it any more, or where no options
 * name its account or its keys: a customer's wish does not depend on the shop's configuration. False where this customer has no
 * such card.
 */
export async function forgetCard(
  context: PaymentContext,
  accounts: readonly MethodAccount[],
  customerId: string,
  cardId: string,
): Promise<boolean> {
  const card = await context.cards.find(customerId, cardId)
  if (!card) return false
  await forgetCopies(context, accounts, await context.cards.copiesOf(card))
  return true
}

/**
 * Rows of cards, good or not, each at its gateway and then here.
 * @throws once all others are forgotten, where one could not be
 */
export async function forgetCopies(
  context: PaymentContext,
  accounts: readonly MethodAccount[],
  copies: readonly Card[],
): Promise<void> {
  const failures: unknown[] = []
  for (const copy of copies)
    await forgetCopy(context, accounts, copy).catch((error: unknown) => void failures.push(error))
  if (failures.length > 0) throw failures[0]
}

async function forgetCopy(context: PaymentContext, accounts: readonly MethodAccount[], copy: Card): Promise<void> {
  const keeper = keeperOf(accounts, copy)
  if (keeper) await forgetAtGateway(context, keeper, copy)
  await context.cards.remove(copy)
}

/** The account that keeps a card, among these and those that their options call previous; none where its keys are gone. */
export function keeperOf(accounts: readonly MethodAccount[], card: Card): MethodAccount | undefined {
  const all = accounts.flatMap((each) => [each, ...each.previous])
  return all.find((each) => storageOf(each) !== null && isAt(each, card))
}

export async function forgetAtGateway(context: PaymentContext, keeper: MethodAccount, card: Card): Promise<void> {
  const storage = storageOf(keeper)
  const secret = storage && openCard(context, storage, card)
  if (secret) await conversation(context, keeper, storage.forget(secret))
}

function isAt(methodAccount: MethodAccount, card: Account): boolean {
  const { gateway, environment, merchant } = accountOf(methodAccount)
  return gateway === card.gateway && environment === card.environment && merchant === card.merchant
}

function accountOf({ account }: MethodAccount): Account {
  return { gateway: account.id, environment: environmentName(account.environment), merchant: account.merchant }
}

/** Null, and an error in the log, where no key opens it, or it is not this customer's. */
export function openCard({ logger }: PaymentContext, { keys }: CardStorage, card: Card): CardSecret | null {
  try {
    return JSON.parse(unseal(keys, card.sealed, ownerOf(card)))
  } catch (error) {
    if (!isPaymentError(error)) throw error
    logger.error(`Taiwan payments cannot use card ${card.id}: ${describeError(error)}`)
    return null
  }
}

/** Seals a card's secret anew, under the first key. */
export function sealAnew({ keys }: CardStorage, card: Card, secret: CardSecret): string {
  return seal(keys, JSON.stringify(secret), ownerOf(card))
}

/** Whom and what a sealed secret belongs to. */
function ownerOf({
  id,
  customer_id,
  gateway,
  environment,
  merchant,
}: Account & Pick<Card, "id" | "customer_id">): string {
  return [id, customer_id, gateway, environment, merchant].join(" ")
}

function conversation<Result>(
  context: PaymentContext,
  methodAccount: MethodAccount,
  conversation: Conversation<Result>,
): Promise<Result> {
  return hold(context, methodAccount, null, conversation)
}

function requireStorage(methodAccount: MethodAccount): CardStorage {
  const storage = storageOf(methodAccount)
  if (storage) return storage
  const { gateway, method } = methodAccount
  throw new PaymentError("unsupported", `${gateway.name.en} keeps no cards for ${method.name.en} in this shop.`, {
    gateway: gateway.id,
  })
}
