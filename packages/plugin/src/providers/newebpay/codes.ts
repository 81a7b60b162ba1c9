import { type CodeRow, wordsOf } from "../../toolkit/code-words"

const TRY_AGAIN = {
  en: "The payment was not completed and you were not charged. Please try again.",
  "zh-TW": "付款未完成，並未扣款，請再試一次。",
}

const ANOTHER_CARD = {
  en: "This card could not be used and you were not charged. Please use another card or another way to pay.",
  "zh-TW": "此卡片無法使用，並未扣款，請改用其他卡片或付款方式。",
}

const DECLINED = {
  en: "The payment was declined and you were not charged. Please try again, or choose another way to pay.",
  "zh-TW": "付款未成功，並未扣款。請再試一次，或改用其他付款方式。",
}

const SHOP = {
  en: "This way to pay is not available in this shop at the moment. Please choose another one.",
  "zh-TW": "本店暫時無法使用此付款方式，請改用其他付款方式。",
}

/** What a buyer can run into (錯誤代碼, NDNF-1.1.9 §5). */
const BUYERS: readonly CodeRow[] = [
  ["trade 2", DECLINED, "The payment failed.", "付款失敗。"],
  [
    "MPG02004",
    {
      en: "The payment page had expired. You were not charged; please start again.",
      "zh-TW": "付款頁面已逾時，並未扣款，請重新付款。",
    },
    "The page expired, or the server's clock is off by more than two minutes.",
    "頁面逾時，或主機時間誤差超過 120 秒。",
  ],
  ["MPG02006", TRY_AGAIN, "The acquirer reported an error.", "收單機構異常。"],
  ["MPG03003", TRY_AGAIN, "Too many payments from the buyer's IP address.", "付款人 IP 交易次數超過限制。"],
  ["MPG03008", TRY_AGAIN, "The trade number was used before.", "商店訂單編號重複。"],
  [
    "MPG03009",
    DECLINED,
    "The payment failed: declined by the bank; or on the very first attempt, check hashKey and hashIv.",
    "交易失敗：銀行拒絕；若從第一筆就失敗，請確認 hashKey 與 hashIv。",
  ],
  ["MPG03010", DECLINED, "The wallet could not verify the payment.", "電子錢包驗證失敗。"],
  ["MPG03011", TRY_AGAIN, "The wallet's order is gone.", "電子錢包訂單已不存在。"],
  ["MPG05001", ANOTHER_CARD, "Card data are missing.", "信用卡資料不完整。"],
  ["MPG05002", ANOTHER_CARD, "The card is not supported.", "不支援此信用卡。"],
  ["MPG05003", ANOTHER_CARD, "The card does not support these instalments.", "此卡不支援此分期期數。"],
  ["MPG05004", ANOTHER_CARD, "The issuer's instalments are out of service.", "發卡銀行分期服務暫停。"],
  ["MPG05005", ANOTHER_CARD, "NewebPay stopped a payment that it found suspicious.", "警示交易，已遭藍新拒絕。"],
  ["TRA10021", TRY_AGAIN, "NewebPay has no such trade.", "查無交易資料。"],
]

/** What only the merchant can mend; with four digits, of the wallets' refunds (§4.6). */
const MERCHANTS: readonly (readonly [code: string, english: string, chinese: string])[] = [
  ["MPG01012", "The trade number is missing or not well-formed.", "商店訂單編號錯誤。"],
  [
    "MPG01015",
    "The amount is more than NewebPay allows this shop: ask NewebPay for a higher limit, or set the option limits.",
    "金額超過商店限額：請洽藍新調整，或設定 limits 選項。",
  ],
  ["MPG01029", "The lines of the order do not add up to its amount.", "商品明細金額與訂單金額不符。"],
  ["MPG02002", "No way to pay is enabled for this shop: enable one in the portal.", "商店尚未啟用任何支付方式。"],
  ["MPG02003", "This way to pay is not enabled for this shop: apply for it.", "商店未啟用此支付方式。"],
  ["MPG02005", "The form did not come from a browser.", "來源不合法，付款頁須由瀏覽器開啟。"],
  ["MPG03002", "NewebPay refused the buyer's IP address.", "付款人 IP 遭拒絕。"],
  ["MPG03004", "NewebPay has suspended this shop.", "商店已被暫停使用。"],
  [
    "MPG03007",
    "NewebPay does not know this shop: check merchantId, and that it belongs to this environment.",
    "查無此商店，請確認 merchantId 與環境是否正確。",
  ],
  [
    "TRA10008",
    "NewebPay could not decrypt the request: check hashKey and hashIv.",
    "資料解密錯誤，請確認 hashKey 與 hashIv。",
  ],
  ["TRA10026", "The payment is not authorised, so it cannot be captured.", "非授權成功之交易，無法請款。"],
  ["TRA10027", "The payment is captured already.", "已請款。"],
  ["TRA10028", "More was to be captured than was authorised.", "請款金額超過授權金額。"],
  ["TRA10029", "The time in which this payment can be captured has passed.", "已超過可請款天數。"],
  ["TRA10031", "UnionPay is captured only in full.", "銀聯卡僅能全額請款。"],
  ["TRA10035", "The payment is not authorised, or captured already.", "非授權成功或已請款完成狀態。"],
  ["TRA10036", "More was to be refunded than can be.", "超過可退款金額。"],
  ["TRA10039", "More was to be refunded than was captured.", "退款金額超過請款金額。"],
  ["TRA10045", "A refund is on its way, or has failed.", "退款中或退款失敗。"],
  ["TRA10047", "The authorisation cannot be given up in this state.", "該交易不為授權成功狀態，不可放棄授權。"],
  ["TRA10048", "The payment is being captured.", "請款處理中。"],
  ["TRA10049", "The payment is being refunded.", "退款處理中。"],
  ["TRA10050", "The amount is not that of the payment.", "金額不符。"],
  ["TRA10051", "The authorisation could not be given up.", "取消授權失敗。"],
  [
    "TRA10054",
    "NewebPay refused the CheckValue: check merchantId, hashKey and hashIv.",
    "CheckValue 錯誤，請確認 merchantId、hashKey 與 hashIv。",
  ],
  ["TRA10058", "DCC payments are captured only in full.", "DCC 交易僅能全額請款。"],
  [
    "TRA10071",
    "Too many questions about unknown trades: NewebPay answers none for four hours.",
    "查詢不存在的訂單過多，四小時內無法查詢。",
  ],
  ["TRA10095", "It is too late in the day for this.", "已超過當日可處理時間。"],
  ["TRA10675", "Instalments and bonus points are refunded only in full.", "分期與紅利交易僅能全額退款。"],
  ["TRA10702", "Too many requests: NewebPay takes none for an hour.", "請求過多，一小時內無法使用。"],
  ["TRA11002", "Too many requests: NewebPay takes none for four hours.", "請求過多，四小時內無法使用。"],
  ["TRA20001", "NewebPay took the void on and tells the bank later.", "取消授權已受理，等待銀行批次處理。"],
  ["TRA20011", "The payment is captured already.", "已請款，無法取消授權。"],
  ["TRA20027", "An earlier refund is not done yet.", "前一筆退款處理中。"],
  ["TRA20028", "What is left of the payment does not suffice.", "可退款餘額不足。"],
  ["TRA40014", "The server's clock is off by more than two minutes.", "主機時間誤差超過 120 秒。"],
  ["1101", "The wallet refused the refund.", "電子錢包退款失敗。"],
  ["1103", "The wallet has no such order.", "查無訂單。"],
  ["1104", "The order cannot be refunded in this state.", "訂單狀態無法退款。"],
  ["1105", "What is left of the payment does not suffice.", "可退款餘額不足。"],
  ["1107", "The payment is not captured yet.", "尚未請款。"],
  ["1108", "This wallet refunds only in full.", "僅能全額退款。"],
  ["1109", "An earlier refund is not done yet.", "退款處理中。"],
  ["1110", "This wallet is not enabled for this shop.", "商店未啟用此電子錢包。"],
  ["1116", "The shop's balance does not cover the refund: try again later.", "商店餘額不足以退款，請稍後再試。"],
  ["9000", "The wallet could not be reached.", "網路異常。"],
]

export const explain = wordsOf([...BUYERS, ...MERCHANTS.map(([code, en, zh]): CodeRow => [code, SHOP, en, zh])])
