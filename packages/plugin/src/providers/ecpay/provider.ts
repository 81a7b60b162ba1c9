import { providersOf } from "../../payments/provider/services"
import { ecpay } from "./gateway"

/** One payment provider service for each of ECPay's methods. */
export const ecpayProviders = providersOf(ecpay)
