import type { GatewayUnderTest } from "../../src/index.js"
import { ecpaySubject } from "./ecpay.js"
import { jkopaySubject } from "./jkopay.js"
import { linepaySubject } from "./linepay.js"
import { newebpaySubject } from "./newebpay.js"
import { payuniSubject } from "./payuni.js"
import { tappaySubject } from "./tappay.js"

/** Every gateway that the matrix shows, in the order of their names. Each has a test of its own beside this folder. */
export const SUBJECTS: readonly GatewayUnderTest[] = [
  ecpaySubject,
  jkopaySubject,
  linepaySubject,
  newebpaySubject,
  payuniSubject,
  tappaySubject,
]
