export { type Browsing, type Hop, openPage, Page } from "./browser.js"
export {
  applyForLending,
  type CardOutcome,
  type CardShopper,
  findTrade,
  type IssuedVoucher,
  issueVoucher,
  payByCard,
  payByWallet,
  payVoucher,
  type VoucherShopper,
  type WalletShopper,
} from "./ecpay.js"
export type { PageForm } from "./html.js"
export { type JkopayShopper, payWithJkopay } from "./jkopay.js"
export { type LinePayOutcome, type LinePayShopper, payWithLinePay } from "./linepay.js"
export {
  findNewebpayTrade,
  issueNewebpayVoucher,
  type NewebpayCardOutcome,
  type NewebpayCardShopper,
  type NewebpayVoucher,
  type NewebpayVoucherShopper,
  type NewebpayWalletShopper,
  payNewebpayByCard,
  payNewebpayByWallet,
  payNewebpayVoucher,
} from "./newebpay.js"
export { type PayuniOutcome, type PayuniShopper, payWithPayuni } from "./payuni.js"
export {
  type GotPrime,
  getTapPayPrime,
  getTapPayTokenPrime,
  getTapPayWalletPrime,
  payWithTapPay,
  type TapPayApp,
  type TapPayCard,
  type TapPayOutcome,
  type TapPayShopper,
} from "./tappay.js"
