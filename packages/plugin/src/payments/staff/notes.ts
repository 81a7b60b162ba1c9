import { randomUUID } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ownEvent } from "../../modules/ledger/own-event"
import type { Actor } from "../../modules/ledger/records"
import { sha256Hex } from "../../toolkit/digest"
import { contextBy } from "./actor"
import { situationOf } from "./situation"

/**
 * Writes down what one of the staff has to say about a payment. It stands in the event's payload, so that it is kept word by
 * word, and is erased with all else that may tell of a person.
 * @throws MedusaError `not_found`
 */
export async function addNote(
  container: MedusaContainer,
  attemptId: string,
  text: string,
  actor: Actor,
): Promise<void> {
  const context = contextBy(container, actor)
  const { attempt } = await situationOf(container, attemptId)
  const digest = sha256Hex(`note ${randomUUID()}`)
  await context.ledger.note(ownEvent(attempt, "note", { amount: null, payload: { note: text }, digest }))
}
