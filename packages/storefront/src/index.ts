export { type BarcodeDrawing, type BarcodeOptions, code39, drawBarcode } from "./code39.js"
export { PaymentsError, type PaymentsErrorKind } from "./errors.js"
export { createMemory, type Memory } from "./memory.js"
export {
  describeMethod,
  groupMethods,
  type MethodChoice,
  type MethodGroup,
  type MethodIcon,
  type MethodSection,
} from "./methods.js"
export { formatTwd } from "./money.js"
export { createPayments, type Payments, type PaymentsOptions, type StartableSession } from "./payments.js"
export {
  type AtmVoucher,
  type BarcodeVoucher,
  type CvsVoucher,
  isFinal,
  isPaymentStatus,
  type Locale,
  type Localized,
  type PaymentState,
  type PaymentStatus,
  type StoreChain,
  type Voucher,
} from "./status.js"
export { chainName, voucherSteps } from "./steps.js"
export { formatTaipei, formatTimeLeft, timeLeft } from "./taipei.js"
export { stateTitles, voucherTitles } from "./texts.js"
export type { WatchOptions } from "./watch.js"
