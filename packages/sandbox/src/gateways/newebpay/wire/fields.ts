/** The format of one TradeInfo parameter, and the code for a breach. An empty parameter counts as absent. */
export interface FieldRule {
  code: string
  /** Maximum length in characters. */
  most: number
  required?: boolean
  shape?: RegExp
}

const FLAG = /^[01]$/

const url = (most = 200): FieldRule => ({ code: "MPG01014", most, shape: /^https?:\/\/[^\s"<>]+$/i })
const flag = (shape = FLAG): FieldRule => ({ code: "MPG02003", most: 1, shape })
const text = (most: number, code = "MPG03009"): FieldRule => ({ code, most })

/**
 * NDNF §4.2.1 (1.1.9) with what 1.2.2 and 1.2.5 added, in the order in which they are checked. Where the manual gives no
 * code for a field, MPG03009 with the field's name is used.
 */
export const FIELDS: Readonly<Record<string, FieldRule>> = {
  MerchantID: { code: "MPG03007", most: 15, required: true },
  RespondType: { code: "MPG01011", most: 6, required: true, shape: /^(JSON|String)$/ },
  TimeStamp: { code: "MPG01002", most: 50, required: true },
  Version: { code: "MPG01010", most: 5, required: true, shape: /^2\.[0-3]$/ },
  MerchantOrderNo: { code: "MPG01012", most: 30, required: true, shape: /^\w{1,30}$/ },
  Amt: { code: "MPG01015", most: 10, required: true, shape: /^[1-9]\d*$/ },
  ItemDesc: { code: "MPG01017", most: 50, required: true },
  LangType: text(5),
  TradeLimit: { code: "MPG03009", most: 3, shape: /^\d+$/ },
  ExpireDate: { code: "MPG01018", most: 10, shape: /^\d{8}$/ },
  ExpireTime: { code: "MPG01018", most: 6, shape: /^([01]\d|2[0-3])[0-5]\d[0-5]\d$/ },
  ReturnURL: url(),
  NotifyURL: url(),
  CustomerURL: url(),
  ClientBackURL: url(),
  Email: { code: "MPG01013", most: 50, shape: /^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/ },
  EmailModify: { code: "MPG03009", most: 1, shape: FLAG },
  OrderComment: text(300),
  P3D: { code: "MPG03009", most: 5, shape: FLAG },
  CREDIT: flag(),
  APPLEPAY: flag(),
  ANDROIDPAY: flag(),
  SAMSUNGPAY: flag(),
  InstFlag: { code: "MPG01008", most: 18, shape: /^(0|1|(3|6|8|12|18|24|30)(,(3|6|8|12|18|24|30))*)$/ },
  CreditRed: flag(),
  UNIONPAY: flag(),
  CREDITAE: flag(),
  LINEPAY: flag(),
  ImageUrl: url(),
  WEBATM: flag(),
  VACC: flag(),
  BankType: { code: "MPG01025", most: 26, shape: /^[A-Za-z]+(,[A-Za-z]+)*$/ },
  SourceType: { code: "MPG02007", most: 1, shape: /^[0-4]$/ },
  SourceBankId: { code: "MPG02008", most: 3, shape: /^\d{3}$/ },
  SourceAccountNo: { code: "MPG02009", most: 16, shape: /^\d+$/ },
  CVS: flag(),
  BARCODE: flag(),
  CVSCOM: flag(/^[0-3]$/),
  LgsType: { code: "MPG03009", most: 3, shape: /^(B2C|C2C)$/ },
  ESUNWALLET: flag(),
  TAIWANPAY: flag(),
  BITOPAY: flag(),
  TWQR: flag(),
  TWQR_LifeTime: { code: "MPG03009", most: 7, shape: /^\d+$/ },
  EZPWECHAT: flag(),
  EZPALIPAY: flag(),
  AFTEE: flag(/^[0-2]$/),
  AFTEE_Inst: text(21),
  AFTEE_ExpireTime: { code: "MPG01018", most: 2, shape: /^([1-9]|1\d|2[0-4])$/ },
  OPPAY: flag(/^[0-2]$/),
  BNPL_Capture: { code: "MPG03009", most: 1, shape: /^[0-2]$/ },
  WalletDisplayMode: { code: "MPG03009", most: 1, shape: FLAG },
  OrderDetail: { code: "MPG01028", most: 65_536 },
  NTCB: { code: "MPG03009", most: 1, shape: FLAG },
  NTCBLocate: text(3),
  NTCBStartDate: text(10),
  NTCBEndDate: text(10),
  TokenTerm: { code: "MPG01005", most: 20, shape: /^[A-Za-z0-9._@-]+$/ },
  TokenTermDemand: { code: "MPG01005", most: 1, shape: /^[1-4]$/ },
  CREDITAGREEMENT: flag(),
  CREDITAEAGREEMENT: flag(),
  ANDROIDPAYAGREEMENT: flag(),
  SAMSUNGPAYAGREEMENT: flag(),
  TokenLife: text(10),
  CardExpire: text(10),
  LoginType: { code: "MPG03009", most: 1, shape: FLAG },
}
