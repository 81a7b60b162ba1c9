import { providersOf } from "../../payments/provider/services"
import { linepay } from "./gateway"

/** LINE Pay as a payment provider service. */
export const linepayProviders = providersOf(linepay)
