import type { Gateway, Method } from "../../toolkit/contract/gateway"
import { CardStorageProvider } from "./card-provider"
import { checkOptions } from "./options-at-boot"
import { type Cradle, TaiwanPaymentProvider } from "./payment-provider"

/** A payment provider class as Medusa's loader wants it. */
export interface ProviderService {
  readonly identifier: string
  /** Whose method it is, for who looks at the class before there is an account. */
  readonly gateway: Gateway
  validateOptions(options: Record<string, unknown>): void
  new (cradle: Cradle, options: unknown): TaiwanPaymentProvider
}

/** The services of a gateway, one a method, for `ModuleProvider`. */
export function providersOf(kind: Gateway): ProviderService[] {
  return kind.methods.map((method) => serviceOf(kind, method))
}

function serviceOf(kind: Gateway, method: Method): ProviderService {
  const Base = method.savesCards ? CardStorageProvider : TaiwanPaymentProvider
  return class extends Base {
    static override identifier = method.identifier
    static readonly gateway = kind

    static override validateOptions(options: Record<string, unknown>): void {
      checkOptions(kind, options)
    }

    constructor(cradle: Cradle, options: unknown) {
      super(cradle, kind, method, options)
    }
  }
}
