import { providersOf } from "../../cashier/services"
import { tappay } from "./gateway"

/** TapPay as payment provider services, one a method. */
export const tappayProviders = providersOf(tappay)
