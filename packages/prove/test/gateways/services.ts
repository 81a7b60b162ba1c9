import { ecpay } from "@taiwan-payments/medusa/gateways/ecpay"
import { jkopay } from "@taiwan-payments/medusa/gateways/jkopay"
import { linepay } from "@taiwan-payments/medusa/gateways/linepay"
import { newebpay } from "@taiwan-payments/medusa/gateways/newebpay"
import { payuni } from "@taiwan-payments/medusa/gateways/payuni"
import { tappay } from "@taiwan-payments/medusa/gateways/tappay"
import { providersOf } from "@taiwan-payments/medusa/provider"
import { unhurried } from "./unhurried.js"

/** As the server of the tier `shop` loads them: from the package, whose routes it has, too. */
export const services = [ecpay, newebpay, payuni, linepay, tappay, jkopay].flatMap((kind) =>
  providersOf(unhurried(kind)),
)
