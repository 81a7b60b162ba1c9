import { providersOf } from "../../payments/provider/services"
import { jkopay } from "./gateway"

/** JKOPAY as a payment provider service. */
export const jkopayProviders = providersOf(jkopay)
