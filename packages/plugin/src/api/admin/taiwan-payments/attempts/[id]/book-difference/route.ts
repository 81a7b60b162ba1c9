import { bookDifference } from "../../../../../../payments/staff/book-difference"
import { staffAction } from "../../../staff-action"

/** Books what the gateway gave back by itself. */
export const POST = staffAction(bookDifference)
