import {
  authenticate,
  defineMiddlewares,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http"
import { moneyInTurn } from "./admin/money-in-turn"
import { adminPolicies } from "./admin/taiwan-payments/policies"
import { adminValidation } from "./admin/taiwan-payments/validation"
import { unknownAddress, unknownPart } from "./browser-pages"
import { completedCarts } from "./completed-carts"
import { plainAddress } from "./plain-address"

/** Signatures are over bytes, so nobody may parse a gateway's message before it is verified. */
export default defineMiddlewares({
  routes: [
    ...["/pay/*", "/store/taiwan-payments/*", "/admin/taiwan-payments/*"].map((matcher) => ({
      matcher,
      middlewares: [careful],
    })),
    ...["/store/taiwan-payments/*", "/admin/taiwan-payments/*"].map((matcher) => ({
      matcher,
      middlewares: [plainAddress],
    })),
    { matcher: "/pay/*/notify", methods: ["POST"], bodyParser: false },
    { matcher: "/pay/*/gate", methods: ["POST"], bodyParser: false },
    { matcher: "/pay/*/return", methods: ["POST"], bodyParser: false },
    {
      matcher: "/pay/sessions/*/charge",
      methods: ["POST"],
      bodyParser: false,
      middlewares: [authenticate("customer", ["session", "bearer"], { allowUnauthenticated: true, requireMfa: true })],
    },
    { matcher: "/admin/taiwan-payments/statements", methods: ["POST"], bodyParser: false },
    { matcher: "/store/taiwan-payments/cards*", middlewares: [authenticate("customer", ["session", "bearer"])] },
    ...completedCarts,
    { matcher: "/pay/*", methods: ["GET"], middlewares: [unknownPart] },
    // Sorted by Medusa behind every route of ours, for it begins with a parameter.
    { matcher: "/pay/:provider/:rest(*)", methods: ["GET"], middlewares: [unknownAddress] },
    ...moneyInTurn,
    ...adminPolicies,
    ...adminValidation,
  ],
})

/** None of these answers is anybody's to keep, or to take for something else than it says. */
function careful(_request: MedusaRequest, response: MedusaResponse, next: MedusaNextFunction): void {
  response.set({ "cache-control": "no-store", "x-content-type-options": "nosniff" })
  next()
}
