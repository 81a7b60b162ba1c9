import type { MedusaNextFunction, MedusaRequest, MedusaResponse, MiddlewareRoute } from "@medusajs/framework/http"
import { removeDeadLinks } from "../payments/orders/ghost-orders"

/** Medusa takes a cart for placed that has a link to an order, though that order is gone. */
function clearing({ scope, params }: MedusaRequest, _response: MedusaResponse, next: MedusaNextFunction): void {
  removeDeadLinks(scope, params.id ?? "").then(() => next(), next)
}

/** Before a shopper's page completes a cart. */
export const completedCarts: MiddlewareRoute[] = [
  { matcher: "/store/carts/:id/complete", methods: ["POST"], middlewares: [clearing] },
]
