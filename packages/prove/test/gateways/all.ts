import { ecpay } from "./ecpay.js"
import { jkopay } from "./jkopay.js"
import { linepay } from "./linepay.js"
import { newebpay } from "./newebpay.js"
import { payuni } from "./payuni.js"
import { tappay } from "./tappay.js"

export const gateways = [ecpay, newebpay, payuni, linepay, tappay, jkopay].map((each) => [each.id, each] as const)
