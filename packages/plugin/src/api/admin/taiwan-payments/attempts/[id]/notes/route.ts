import { actorOf } from "../../../../../../payments/staff/actor"
import { detailOf } from "../../../../../../payments/staff/attempt-views"
import { addNote } from "../../../../../../payments/staff/notes"
import { inHttpTerms } from "../../../http-terms"
import type { NoteBody } from "../../../requests"

/** Adds a note of the staff's to a payment. */
export const POST = inHttpTerms<NoteBody>(async (request, response) => {
  const id = request.params.id ?? ""
  await addNote(request.scope, id, request.validatedBody.text, await actorOf(request.scope, request.auth_context))
  response.json(await detailOf(request.scope, id))
})
