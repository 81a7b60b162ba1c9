/** What the tests use of newebpay-api 1.3.0, which has no types of its own. */
declare module "newebpay-api" {
  interface Info {
    MerchantOrderNo: string
    Amt: number
    Version: string
    [name: string]: unknown
  }

  interface Answer {
    Status: string
    Result: unknown
  }

  export default class NewebPay {
    constructor(shop: { hashKey: string; hashIV: string; isProduction: boolean; MerchantID: string })
    qti: { URL: string }
    generateTradeInfo(order: object): Info
    generatePostData(info: Info): {
      URL: string
      MerchantID: string
      TradeInfo: string
      TradeSha: string
      Version: string
    }
    generateQueryInfo(orderNo: string, amount: number): Info
    queryTradeInfo(info: Info): Promise<Answer>
    decrypt(notice: Record<string, string>): Answer
  }
}
