/** ECPay's own paths. */
export const PATHS = {
  createOrder: "/Cashier/AioCheckOut/V5",
  queryTradeInfo: "/Cashier/QueryTradeInfo/V5",
  queryPaymentInfo: "/Cashier/QueryPaymentInfo",
  queryPeriodInfo: "/Cashier/QueryCreditCardPeriodInfo",
  periodAction: "/Cashier/CreditCardPeriodAction",
  doAction: "/CreditDetail/DoAction",
  queryCard: "/CreditDetail/QueryTrade/V2",
  fundingDetail: "/CreditDetail/FundingReconDetail",
  tradeNoAio: "/PaymentMedia/TradeNoAio",
} as const

/** Ours: where the 302 of a valid order leads. */
export const PAY_PATH = "/Cashier/AioCheckOut/Pay"

/** Where QueryPaymentInfo's PaymentURL leads: the page of one store code. */
export const CODE_PATH = "/PaymentRule/CVSBarCode"
