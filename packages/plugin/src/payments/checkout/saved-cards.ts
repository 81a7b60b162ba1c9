import type { Account, Card } from "../../modules/ledger/saved-cards"
import { type Conversation, converse } from "../../toolkit/contract/conversation"
import type { Buyer, CardKeeping, CardSecret, KeptCard } from "../../toolkit/contract/gateway"
import { environmentName } from "../../toolkit/environment"
import { describeError, isPaymentError, PaymentError } from "../../toolkit/payment-error"
import { seal, unseal } from "../../toolkit/sealed-secret"
import type { Desk } from "../context"
import type { Terminal } from "../method-account"

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

/** Good cards of a customer at a terminal's account; none where it keeps no cards. */
export async function cardsOf(desk: Desk, terminal: Terminal, customerId: string): Promise<CardView[]> {
  if (!keepingOf(terminal)) return []
  return (await desk.cards.list(customerId, accountOf(terminal))).map(viewOf)
}

/** How a terminal keeps cards; null where its method or its account does not. */
export function keepingOf({ gateway, method }: Terminal): CardKeeping | null {
  return method.keepsCards ? (gateway.cards ?? null) : null
}

/** Puts a card on the customer's shelf. With an attempt it is good once that is paid. */
export async function keepCard(
  desk: Desk,
  terminal: Terminal,
  customerId: string,
  { secret, ...facts }: KeptCard,
  attemptId: string | null,
): Promise<Card> {
  const { keys } = mustKeep(terminal)
  await desk.cards.dropStale()
  const card = { customer_id: customerId, ...accountOf(terminal), ...facts, attempt_id: attemptId }
  return desk.cards.add(card, (id) => seal(keys, JSON.stringify(secret), ownerOf({ ...card, id })))
}

/** Keeps the card behind a token without a payment. */
export async function bindCard(
  desk: Desk,
  terminal: Terminal,
  customerId: string,
  token: string,
  buyer: Buyer,
): Promise<Card> {
  const bound = await talk(terminal, mustKeep(terminal).bind(terminal.method, token, buyer))
  return keepCard(desk, terminal, customerId, bound, null)
}

/** What charges a card of this customer at this account; null where there is no such card. */
export async function secretOf(
  desk: Desk,
  terminal: Terminal,
  customerId: string,
  cardId: string,
): Promise<CardSecret | null> {
  const keeping = keepingOf(terminal)
  const card = keeping && (await desk.cards.find(customerId, cardId))
  return card && isAt(terminal, card) ? openCard(desk, keeping, card) : null
}

/**
 * Forgets a card at the gateway, then here, with all its copies; one that no key opens any more only here. False where this
 * customer has no such card.
 */
export async function forgetCard(desk: Desk, terminal: Terminal, customerId: string, cardId: string): Promise<boolean> {
  const keeping = mustKeep(terminal)
  const card = await desk.cards.find(customerId, cardId)
  if (!card || !isAt(terminal, card)) return false
  for (const copy of await desk.cards.copiesOf(card)) {
    const secret = openCard(desk, keeping, copy)
    if (secret) await talk(terminal, keeping.forget(secret))
    await desk.cards.remove(copy)
  }
  return true
}

export function isAt(terminal: Terminal, card: Account): boolean {
  const { gateway, environment, merchant } = accountOf(terminal)
  return gateway === card.gateway && environment === card.environment && merchant === card.merchant
}

function accountOf({ gateway }: Terminal): Account {
  return { gateway: gateway.id, environment: environmentName(gateway.environment), merchant: gateway.merchant }
}

/** Null, and an error in the log, where no key opens it, or it is not this customer's. */
function openCard({ logger }: Desk, { keys }: CardKeeping, card: Card): CardSecret | null {
  try {
    return JSON.parse(unseal(keys, card.sealed, ownerOf(card)))
  } catch (error) {
    if (!isPaymentError(error)) throw error
    logger.error(`Taiwan payments cannot use card ${card.id}: ${describeError(error)}`)
    return null
  }
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

function talk<Result>({ line }: Terminal, conversation: Conversation<Result>): Promise<Result> {
  return converse(conversation, line.send)
}

function mustKeep(terminal: Terminal): CardKeeping {
  const keeping = keepingOf(terminal)
  if (keeping) return keeping
  const { kind, method } = terminal
  throw new PaymentError("unsupported", `${kind.name.en} keeps no cards for ${method.name.en} in this shop.`, {
    gateway: kind.id,
  })
}
