import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"

/** Refuses an address with the one character that no database takes: nothing of ours has it in its id, and nobody looks for it. */
export function plainAddress(request: MedusaRequest, _response: MedusaResponse, next: MedusaNextFunction): void {
  if (request.originalUrl.includes("%00"))
    next(new MedusaError(MedusaError.Types.INVALID_DATA, "The address has a character that no text has."))
  else next()
}
