import type { MedusaContainer } from "@medusajs/framework/types"
import type { Actor } from "../../../modules/ledger/records"
import { actorOf } from "../../../payments/staff/actor"
import { detailOf } from "../../../payments/staff/attempt-views"
import { withWhoWasFirst } from "../../../payments/staff/who-was-first"
import { inHttpTerms } from "./http-terms"

type Act<Body> = (scope: MedusaContainer, attemptId: string, actor: Actor, body: Body) => Promise<void>

/** What one of the staff does to a payment; the answer is the payment as it stands then. */
export function staffAction<Body = unknown>(act: Act<Body>) {
  return inHttpTerms<Body>(async ({ scope, params, auth_context, validatedBody }, response) => {
    const id = params.id ?? ""
    const actor = await actorOf(scope, auth_context)
    await act(scope, id, actor, validatedBody).catch(async (error) => {
      throw await withWhoWasFirst(scope, id, error)
    })
    response.json(await detailOf(scope, id))
  })
}
