import type { Gateway } from "./contract/gateway"
import type { MerchantAccount } from "./contract/merchant-account"
import type { ShopOptions } from "./contract/shop-options"

export interface GatewayDefinition<Config extends { readonly shop: ShopOptions }>
  extends Pick<Gateway, "id" | "name" | "methods" | "portals"> {
  /** @throws PaymentError `config` that lists every problem of the options at once. */
  readConfig(options: unknown): Config
  openAccount(config: Config): Omit<MerchantAccount, "id">
}

/** A gateway out of what is its own: its name, its methods, how its options are read and an account is opened with them. */
export function defineGateway<Config extends { readonly shop: ShopOptions }>(
  definition: GatewayDefinition<Config>,
): Gateway {
  const { id, name, methods, portals } = definition
  return {
    id,
    name,
    methods,
    ...(portals ? { portals } : {}),
    openAccount: (options) => {
      const config = definition.readConfig(options)
      return { shop: config.shop, account: { id, ...definition.openAccount(config) } }
    },
  }
}
