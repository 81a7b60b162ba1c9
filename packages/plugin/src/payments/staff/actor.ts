import type { MedusaContainer } from "@medusajs/framework/types"
import type { Actor, Operation } from "../../modules/ledger/records"
import { PaymentError } from "../../toolkit/payment-error"
import { contextOf, type PaymentContext } from "../context"
import { personName } from "../person-name"
import { finder } from "./medusa-sides"

/** Who asks, as Medusa has authenticated them. */
export interface Authenticated {
  readonly actor_id: string
  readonly actor_type: string
}

interface UserRow {
  readonly id: string
  readonly first_name: string | null
  readonly last_name: string | null
  readonly email: string
}

/** With the name that they have now: a person's, or that of the secret key with which a program asks. */
export async function actorOf(container: MedusaContainer, { actor_id: id, actor_type }: Authenticated): Promise<Actor> {
  if (actor_type !== "api-key") return { id, name: (await namesOf(container, [id])).get(id) ?? id }
  const [key] = await finder(container)<{ title: string }>("api_key", ["id", "title"], { id })
  return { id, name: key?.title ?? id }
}

/**
 * One of the staff, to give work to.
 * @throws PaymentError `refused`
 */
export async function staffMember(container: MedusaContainer, id: string): Promise<Actor> {
  const name = (await namesOf(container, [id])).get(id)
  if (name !== undefined) return { id, name }
  throw new PaymentError("refused", { en: "There is no such member of the staff.", "zh-TW": "查無這位同事。" })
}

/** Everything that is written down on behalf of one of the staff bears their name. */
export function contextBy(container: MedusaContainer, actor: Actor): PaymentContext {
  const context = contextOf(container)
  return { ...context, ledger: context.ledger.by(actor) }
}

interface MedusaRow {
  readonly id: string
  readonly created_by: string | null
}

/** What was asked for in Medusa's own pages: of that Medusa's row knows by whom. */
export async function withMedusasActors(
  container: MedusaContainer,
  operations: readonly Operation[],
): Promise<Operation[]> {
  const find = finder(container)
  const ids = operations.flatMap(({ actor, medusa_id }) => (actor || !medusa_id ? [] : medusa_id))
  if (ids.length === 0) return [...operations]
  const rows = await Promise.all(
    ["refund", "capture"].map((entity) => find<MedusaRow>(entity, ["id", "created_by"], { id: ids })),
  )
  const by = new Map(rows.flat().flatMap(({ id, created_by }) => (created_by ? [[id, created_by] as const] : [])))
  const names = await namesOf(container, [...new Set(by.values())])
  return operations.map((operation) => {
    const id = by.get(operation.medusa_id ?? "")
    return id && !operation.actor ? { ...operation, actor: { id, name: names.get(id) ?? id } } : operation
  })
}

/** Who pressed in Medusa's own pages, by the row that it wrote; null where it names nobody. */
export async function whoAskedMedusa(
  container: MedusaContainer,
  entity: "refund" | "capture",
  id: string,
): Promise<Actor | null> {
  const [row] = await finder(container)<MedusaRow>(entity, ["id", "created_by"], { id })
  if (!row?.created_by) return null
  return {
    id: row.created_by,
    name: (await namesOf(container, [row.created_by])).get(row.created_by) ?? row.created_by,
  }
}

async function namesOf(container: MedusaContainer, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const fields = ["id", "first_name", "last_name", "email"]
  const users = await finder(container)<UserRow>("user", fields, { id: ids })
  return new Map(users.map((user) => [user.id, personName(user) ?? user.email]))
}
