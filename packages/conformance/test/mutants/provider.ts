import type { ProviderService } from "@taiwan-payments/medusa/provider"
import type { GatewayUnderTest } from "../../src/index.js"
import type { HarnessWiring } from "../harness/module-harness.js"
import type { GatewayMutant } from "./mutate.js"

/** A provider with one fault that published ones had, or a gateway whose fault shows only with a database. */
export interface ProviderMutant extends Omit<GatewayMutant, "of" | "subject"> {
  readonly subject?: (sound: GatewayUnderTest) => GatewayUnderTest
  readonly wiring?: Partial<HarnessWiring>
  /** The gateway that is broken. Default: `ecpay`. */
  readonly of?: "ecpay" | "linepay" | "jkopay" | "tappay"
}

export type Data = Readonly<Record<string, unknown>>
export type Provider = InstanceType<ProviderService>
export type Initiating = Parameters<Provider["initiatePayment"]>[0]
export type Authorizing = Parameters<Provider["authorizePayment"]>[0]
export type Refunding = Parameters<Provider["refundPayment"]>[0]

/** The status words of Medusa's sessions, for providers that answer what they should not. */
export const status = <Word extends string>(word: Word) => word as never

export function provider(change: (sound: ProviderService) => ProviderService): Partial<HarnessWiring> {
  return { provider: change }
}
