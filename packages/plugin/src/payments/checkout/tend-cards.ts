import { isDeepStrictEqual } from "node:util"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { Card } from "../../modules/ledger/saved-cards"
import type { CardStorage } from "../../toolkit/contract/gateway"
import { describeError } from "../../toolkit/payment-error"
import { contextOf, type PaymentContext } from "../context"
import { accountKey, type MethodAccount } from "../method-account"
import { methodAccountsOf } from "../method-accounts"
import { Resting } from "../resting"
import { forgetAtGateway, keeperOf, openCard, sealAnew, storageOf } from "./saved-cards"

/** Of one run of the job. */
const AT_ONCE = 50
const SETTLED_AT_ONCE = 1000

/** Cards that their gateway will not forget, and such as no key opens, are met again each run. */
const unforgotten = new Resting(6 * 3_600_000)
const unopened = new Resting(6 * 3_600_000)

/**
 * What kept cards need without anybody asking: those of payments that came to nothing are forgotten, at their gateway too, and
 * what an earlier key has sealed is sealed anew under the first, so that the earlier one can be taken out of the options.
 */
export async function tendCards(container: MedusaContainer): Promise<void> {
  const context = contextOf(container)
  const accounts = [...(await methodAccountsOf(container)).values()].flatMap((each) => [each, ...each.previous])
  await context.cards.settle(SETTLED_AT_ONCE)
  for (const card of await context.cards.stale(AT_ONCE, unforgotten.ids())) await forgetStale(context, accounts, card)
  for (const account of accounts) await sealUnderFirstKey(context, account)
}

async function forgetStale(context: PaymentContext, accounts: readonly MethodAccount[], card: Card): Promise<void> {
  const forget = async () => {
    const keeper = keeperOf(accounts, card)
    if (keeper && !(await isKeptElsewhere(context, keeper, card))) await forgetAtGateway(context, keeper, card)
    await context.cards.remove(card)
  }
  try {
    await unforgotten.attempt(card.id, forget)
  } catch (error) {
    context.logger.warn(`Taiwan payments could not forget card ${card.id} yet: ${describeError(error)}`)
  }
}

/** A gateway may give the same secret for the same card: then it still charges the customer's other copy. */
async function isKeptElsewhere(context: PaymentContext, keeper: MethodAccount, card: Card): Promise<boolean> {
  const storage = storageOf(keeper)
  const secret = storage && openCard(context, storage, card)
  if (!storage || !secret) return false
  const others = (await context.cards.copiesOf(card)).filter(({ id }) => id !== card.id)
  return others.some((other) => isDeepStrictEqual(openCard(context, storage, other), secret))
}

async function sealUnderFirstKey(context: PaymentContext, methodAccount: MethodAccount): Promise<void> {
  const storage = storageOf(methodAccount)
  const earlier = storage?.keys.slice(1).map(({ id }) => id) ?? []
  if (!storage || earlier.length === 0) return
  const cards = await context.cards.sealedBy(accountKey(methodAccount.account), earlier, AT_ONCE, unopened.ids())
  for (const card of cards) await sealAgain(context, storage, card)
}

async function sealAgain(context: PaymentContext, storage: CardStorage, card: Card): Promise<void> {
  const seal = async () => {
    const secret = openCard(context, storage, card)
    if (secret) await context.cards.reseal(card, sealAnew(storage, card, secret))
    return Boolean(secret)
  }
  try {
    await unopened.attempt(card.id, seal)
  } catch (error) {
    context.logger.warn(`Taiwan payments could not seal card ${card.id} anew yet: ${describeError(error)}`)
  }
}
