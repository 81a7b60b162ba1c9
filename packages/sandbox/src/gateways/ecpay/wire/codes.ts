/** 付款結果代碼 (p=2878): messages of the codes with which a card payment may fail. */
export const DECLINES: Readonly<Record<string, string>> = {
  "10100058": "付款失敗",
  "10100248": "拒絕交易，請客戶聯繫發卡行確認原因",
  "10100249": "卡號錯誤",
  "10100251": "卡片過期",
  "10100252": "額度不足",
  "10100254": "交易失敗，請客戶聯繫發卡行確認交易限制",
  "10100255": "報失卡",
  "10100256": "被盜用卡",
  "10200163": "申請失敗",
}

export function messageOf(code: string): string {
  return code === "10300066" ? "交易付款結果待確認中，請勿出貨" : (DECLINES[code] ?? "付款失敗")
}
