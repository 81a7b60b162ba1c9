import { type CodeRow, wordsOf } from "../../toolkit/code-words"

const TRY_AGAIN = {
  en: "The payment was not completed and you were not charged. Please try again.",
  "zh-TW": "付款未完成，並未扣款，請再試一次。",
}

const DECLINED = {
  en: "The payment was declined and you were not charged. Please use another card or another way to pay.",
  "zh-TW": "付款未獲核准，並未扣款，請改用其他卡片或付款方式。",
}

const SHOP = {
  en: "This way to pay is not available at the moment. Please choose another one.",
  "zh-TW": "此付款方式暫時無法使用，請改用其他付款方式。",
}

const WAIT = {
  en: "The result of the payment is not known yet. Please do not pay again.",
  "zh-TW": "付款結果尚未確定，請勿重複付款。",
}

const EXPIRED = {
  en: "The time to pay has passed. Please order again.",
  "zh-TW": "已超過繳費期限，請重新下單。",
}

/** Codes that PAYUNi publishes (錯誤代碼), and `status`, the TradeStatus of a notice or a query. */
const ROWS: readonly CodeRow[] = [
  ["status 2", DECLINED, "The payment failed; the message is the bank's.", "付款失敗，原因如銀行回覆訊息。"],
  ["status 3", TRY_AGAIN, "The payment was cancelled.", "交易已取消。"],
  ["status 4", EXPIRED, "The code ran out unpaid.", "繳費代碼已逾期。"],
  ["status 8", WAIT, "The payment awaits confirmation.", "交易待確認。"],
  [
    "UNKNOWN",
    WAIT,
    "The bank did not answer within 60 seconds; the result comes by a notice, or by a query after 15 minutes.",
    "銀行逾 60 秒未回覆，結果將另行通知，或於 15 分鐘後查詢。",
  ],
  ["UNAPPROVED", DECLINED, "The order awaits approval or was not approved.", "訂單待確認或未通過審核。"],
  ["OK", WAIT, "AFTEE approved the order; it is not paid yet.", "AFTEE 審核通過，尚未完成付款。"],
  ["API00003", SHOP, "PAYUNi does not know this version of the API.", "無對應之 API 版本。"],
  [
    "API00009",
    WAIT,
    "An identical request is still being worked on: its outcome is not known yet.",
    "相同請求處理中，結果未定。",
  ],
  [
    "DEF01007",
    SHOP,
    "PAYUNi refused the signature: check hashKey and hashIv, and that they belong to this environment.",
    "Hash 比對不符合，請確認 hashKey、hashIv 與環境是否正確。",
  ],
  ["UPP01003", SHOP, "PAYUNi refused the signature: check hashKey and hashIv.", "Hash 驗證失敗，請確認金鑰。"],
  ["UPP01004", SHOP, "PAYUNi could not decrypt the order: check hashKey and hashIv.", "資料解密失敗，請確認金鑰。"],
  [
    "UPP01006",
    SHOP,
    "PAYUNi does not know this merId: check that it belongs to this environment.",
    "查無此商店，請確認 merId 與環境。",
  ],
  ["UPP01007", TRY_AGAIN, "The trade number was used within the last ten minutes.", "十分鐘內商店訂單編號重複。"],
  [
    "UPP02010",
    TRY_AGAIN,
    "The order's time is too old: check the server's clock (NTP).",
    "訂單時間戳記逾時，請確認主機時間（NTP）。",
  ],
  [
    "UPP02022",
    SHOP,
    "No method is switched on for this shop in PAYUNi's back office.",
    "商店未開啟任何支付工具，請至統一金流後台設定。",
  ],
  ["QUERY03001", TRY_AGAIN, "PAYUNi has no such trade.", "查無交易資料。"],
  [
    "CLOSE01007",
    SHOP,
    "PAYUNi has restricted refunds of this shop: ask PAYUNi.",
    "商店退款功能已受限制，請洽統一金流。",
  ],
  ["CLOSE02010", SHOP, "The request to capture or refund carried no amount.", "未有請退款金額。"],
  [
    "CLOSE03001",
    SHOP,
    "The payment is not in a state that allows this amount to be captured or refunded.",
    "請款或退款失敗，狀態或金額不符。",
  ],
  [
    "CANCEL03001",
    SHOP,
    "The authorisation cannot be cancelled: it is captured, or was not successful.",
    "取消授權失敗，交易已請款或非付款成功。",
  ],
  ["REFUND04005", SHOP, "The wallet did not take the refund.", "電子支付退款失敗。"],
]

/** No code here means two things: CANCEL03001 does at PAYUNi, and its other meaning is of an API that is never called. */
export const explain = wordsOf(ROWS)
