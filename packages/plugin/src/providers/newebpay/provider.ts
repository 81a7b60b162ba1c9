import { providersOf } from "../../payments/provider/services"
import { newebpay } from "./gateway"

/** One payment provider service for each of NewebPay's methods. */
export const newebpayProviders = providersOf(newebpay)
