/** Messages of the codes that this sandbox answers: #7/156, #7/44, #7/30 as captured. */
const MESSAGES: Readonly<Record<string, string>> = {
  API00002: "無API版本號",
  API00003: "無API對應程式",
  API00004: "無API加密資料",
  API00005: "無API加密比對資料",
  API00009: "已有相同資料處理中",
  API00010: "EncryptInfo 格式錯誤",
  API00011: "HashInfo 格式錯誤",
  DEF01001: "未有商店代號",
  DEF01002: "資料解密失敗",
  DEF01003: "代理商不存在",
  DEF01005: "商店不存在",
  DEF01007: "Hash比對不符合",
  UPP01007: "已存在相同商店訂單編號",
  UPP01008: "查無符合商店物流資料（沙盒不含物流）",
  UPP02002: "未有商店訂單編號",
  UPP02003: "商店訂單編號，超過長度限制",
  UPP02004: "商店訂單編號，格式錯誤",
  UPP02005: "未有訂單金額",
  UPP02006: "訂單金額，僅可輸入整數",
  UPP02007: "訂單金額，格式錯誤",
  UPP02008: "未有時間戳記",
  UPP02009: "時間戳記，僅可輸入整數",
  UPP02010: "時間戳記，已過期",
  UPP02011: "前景導回網址，格式錯誤",
  UPP02012: "背景通知網址，格式錯誤",
  UPP02013: "寄送信箱，格式錯誤",
  UPP02014: "未有商品說明",
  UPP02016: "綁定類型，格式錯誤",
  UPP02017: "未有綁定Token",
  UPP02018: "綁定Token，長度超過限制",
  UPP02019: "綁定Token，格式錯誤",
  UPP02022: "無合適的支付工具可供使用",
  UPP02042: "繳費期限，日期格式錯誤",
  UPP02043: "繳費期限，為無效日期",
  UPP02044: "返回網址，格式錯誤",
  UPP02045: "交易截止秒數，僅可輸入整數",
  UPP02046: "交易截止秒數，超出範圍(60~600)",
  UPP02048: "交易時間已截止",
  UPP02077: "無法辨識的銀行別",
  UPP02085: "商店電子發票未啟用",
  UPP02087: "商店未提供約定信用卡幕後交易",
  UPP02111: "商店代號比對異常",
  UPP02114: "商店優惠券未啟用",
  UPP03000: "交易已逾期",
  UPP05001: "交易風控(拒絕交易)",
  QUERY02001: "未有商店代號",
  QUERY02002: "商店訂單或訂單編號，請擇一送入",
  QUERY02003: "商店訂單編號，超過長度限制",
  QUERY02004: "商店訂單編號，格式錯誤",
  QUERY02005: "訂單編號，超過長度限制",
  QUERY02006: "訂單編號，格式錯誤",
  QUERY02007: "未有時間戳記",
  QUERY02008: "時間戳記，僅可輸入整數",
  QUERY02009: "時間戳記，已過期",
  QUERY02010: "未有查詢類別",
  QUERY02011: "非可使用的查詢類別",
  QUERY02012: "參數格式錯誤(QueryNo)",
  QUERY02013: "超過單次可查詢筆數上限",
  QUERY03001: "查無符合訂單資料",
  CLOSE02010: "未有請退款金額",
}

/** What the last digits mean in the families whose own pages were not captured: as in QUERY. */
const COMMON: Readonly<Record<string, string>> = {
  "01005": "查無符合商店資料",
  "02001": "未有商店代號",
  "02005": "未有訂單編號",
  "02007": "未有時間戳記",
  "02008": "時間戳記，僅可輸入整數",
  "02009": "時間戳記，已過期",
  "03001": "處理失敗，查無符合訂單資料",
}

/** PAYUNi's message for a code. */
export function messageOf(code: string): string {
  return MESSAGES[code] ?? MESSAGES[code.replace("CREDIT", "UPP")] ?? COMMON[code.slice(-5)] ?? "處理失敗"
}

/** A call or an order that PAYUNi refuses. */
export class PayuniRefusal extends Error {
  constructor(
    readonly code: string,
    message = messageOf(code),
  ) {
    super(message)
  }
}
