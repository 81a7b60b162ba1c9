import type { MedusaContainer } from "@medusajs/framework/types"
import type { Operation } from "../../modules/ledger/records"
import { isPaymentError, localWords, PaymentError } from "../../toolkit/payment-error"
import { shownTwd } from "../../toolkit/twd"
import { IN_CHINESE } from "../operation-names"
import { withMedusasActors } from "./actor"
import { readerOf } from "./situation"

/** What somebody else did longer ago explains no refusal. */
const JUST_NOW_MS = 10 * 60_000
const DONE: ReadonlySet<Operation["state"]> = new Set(["done", "queued", "recorded"])

/** A refusal, with who of the staff did something to the payment just before: of two who press a button one is told. */
export async function withWhoWasFirst(container: MedusaContainer, attemptId: string, error: unknown): Promise<unknown> {
  if (!isPaymentError(error, "refused")) return error
  const operations = await withMedusasActors(container, await readerOf(container).operationsOf([attemptId]))
  const last = operations.filter(isJustDone).at(-1)
  if (!last?.actor) return error
  const { actor, amount, kind } = last
  const zh = `${actor.name} 剛才已${IN_CHINESE[kind]} ${shownTwd(amount)}。`
  const en = `${actor.name} has just done this: ${kind} of ${amount} TWD.`
  const before = localWords(error)
  const words = { en: `${before.en} ${en}`, "zh-TW": `${before["zh-TW"]}${zh}` }
  return new PaymentError("refused", words, error.facts)
}

function isJustDone({ state, updated_at, actor }: Operation): boolean {
  return Boolean(actor) && DONE.has(state) && Date.now() - updated_at.getTime() < JUST_NOW_MS
}
