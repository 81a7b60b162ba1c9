import { providersOf } from "../../cashier/services"
import { jkopay } from "./gateway"

/** JKOPAY as a payment provider service. */
export const jkopayProviders = providersOf(jkopay)
