import { ecpay } from "@taiwan-payments/medusa/gateways/ecpay"
import { jkopay } from "@taiwan-payments/medusa/gateways/jkopay"
import { linepay } from "@taiwan-payments/medusa/gateways/linepay"
import { newebpay } from "@taiwan-payments/medusa/gateways/newebpay"
import { payuni } from "@taiwan-payments/medusa/gateways/payuni"
import { tappay } from "@taiwan-payments/medusa/gateways/tappay"
import { type ProviderService, providersOf } from "@taiwan-payments/medusa/provider"
import { unhurried } from "./unhurried.js"

type Options = Record<string, Record<string, unknown>>

/** In one provider of one shop each gateway reads the options that bear its name. */
function withOwnOptions(Service: ProviderService): ProviderService {
  const { id } = Service.gateway
  return class extends Service {
    static override validateOptions(options: Options): void {
      Service.validateOptions(options[id] ?? {})
    }

    constructor(cradle: ConstructorParameters<ProviderService>[0], options: unknown) {
      super(cradle, (options as Options)[id])
    }
  }
}

/** As the server of the tier `shop` loads them: from the package, whose routes it has, too. */
export const services = [ecpay, newebpay, payuni, linepay, tappay, jkopay]
  .flatMap((kind) => providersOf(unhurried(kind)))
  .map(withOwnOptions)
