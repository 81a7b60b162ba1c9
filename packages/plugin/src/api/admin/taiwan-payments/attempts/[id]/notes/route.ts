import { addNote } from "../../../../../../payments/staff/notes"
import type { NoteBody } from "../../../requests"
import { staffAction } from "../../../staff-action"

/** Adds a note of the staff's to a payment. */
export const POST = staffAction<NoteBody>((scope, id, actor, { text }) => addNote(scope, id, text, actor))
