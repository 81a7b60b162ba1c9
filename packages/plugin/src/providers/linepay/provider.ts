import { providersOf } from "../../cashier/services"
import { linepay } from "./gateway"

/** LINE Pay as a payment provider service. */
export const linepayProviders = providersOf(linepay)
