import { providersOf } from "../../payments/provider/services"
import { payuni } from "./gateway"

/** One payment provider service for each of PAYUNi's methods. */
export const payuniProviders = providersOf(payuni)
