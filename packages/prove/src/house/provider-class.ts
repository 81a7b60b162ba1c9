import type { IPaymentProvider } from "@medusajs/framework/types"

/** A class that extends AbstractPaymentProvider, seen from outside. */
export interface ProviderClass {
  readonly identifier: string
  readonly prototype: object
  validateOptions?(options: Record<string, unknown>): unknown
  new (cradle: never, options: never): object
}

/** The methods that Medusa calls. */
export const METHODS = [
  "initiatePayment",
  "updatePayment",
  "deletePayment",
  "authorizePayment",
  "capturePayment",
  "refundPayment",
  "cancelPayment",
  "retrievePayment",
  "getPaymentStatus",
  "getWebhookActionAndData",
] as const satisfies readonly (keyof IPaymentProvider)[]

export type Method = (typeof METHODS)[number]

const isClass = (value: unknown): value is ProviderClass => typeof value === "function" && "identifier" in value

function servicesIn(value: unknown): unknown {
  if (isClass(value)) return [value]
  return typeof value === "object" && value !== null && "services" in value ? value.services : undefined
}

/** ES modules that were CommonJS wrap their default in another. */
function unwrapped(value: unknown): unknown {
  const inner = typeof value === "object" && value !== null && "default" in value ? value.default : value
  return inner === value || servicesIn(value) ? value : unwrapped(inner)
}

/** The provider classes of a module, of ModuleProvider's result, or the class itself. @throws when there is none */
export function servicesOf(loaded: unknown): ProviderClass[] {
  const services = servicesIn(unwrapped(loaded))
  if (Array.isArray(services) && services.length > 0 && services.every(isClass)) return services
  throw new Error("There is no payment provider in it: no class with an identifier, and no { services }.")
}
