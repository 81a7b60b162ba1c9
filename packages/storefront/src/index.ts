export type { Brand } from "./brand.js"
export { calendarEntry } from "./calendar.js"
export { type BarcodeDrawing, type BarcodeOptions, code39, drawBarcode } from "./code39.js"
export { type Device, type DeviceNeed, thisDevice } from "./device.js"
export { PaymentsError, type PaymentsErrorKind } from "./errors.js"
export type { FoundOrder, WantedOrder } from "./find-order.js"
export { type TokenAccess, tokenAccess } from "./hosted/access.js"
export {
  type CardField,
  type CardPlaces,
  type CardState,
  cardFields,
  emptyCard,
  type FieldState,
  firstUnfinished,
  mountCard,
} from "./hosted/card-fields.js"
export { openSdk, type Sdk } from "./hosted/sdk.js"
export { createMemory, type Memory } from "./memory.js"
export type { Method, MethodGroup, MethodIcon } from "./method-table.js"
export {
  describeMethod,
  type GatewaySection,
  groupByGateway,
  groupMethods,
  type MethodChoice,
  type MethodSection,
  paysInPage,
  usableOn,
} from "./methods.js"
export { formatTwd } from "./money.js"
export type { OpenedSession, WantedSession } from "./open-session.js"
export { type OwnGateway, registerGateway } from "./own-gateways.js"
export { type CheckoutPreferences, createPayments, type Payments, type PaymentsOptions } from "./payments.js"
export { problemWords } from "./problems.js"
export type { Provider } from "./providers.js"
export type { SavedCard } from "./saved-cards.js"
export type { StartableSession } from "./startable-session.js"
export {
  type AtmVoucher,
  type BarcodeVoucher,
  type CvsVoucher,
  isFinal,
  isOver,
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
