import { providersOf } from "../../payments/provider/services"
import { tappay } from "./gateway"

/** TapPay as payment provider services, one a method. */
export const tappayProviders = providersOf(tappay)
