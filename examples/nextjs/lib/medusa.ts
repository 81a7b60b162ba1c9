import Medusa from "@medusajs/js-sdk"
import { createPayments } from "@taiwan-payments/storefront"

const backendUrl = process.env.NEXT_PUBLIC_MEDUSA_BACKEND_URL ?? "http://localhost:9000"
const publishableKey = process.env.NEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY ?? ""

export const sdk = new Medusa({ baseUrl: backendUrl, publishableKey })

export const payments = createPayments({
  backendUrl,
  headers: () => ({ "x-publishable-api-key": publishableKey }),
})
