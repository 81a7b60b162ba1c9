import type { AccountField, AccountProblem } from "./bank-account"

/** What the pages of a refund link say. */
export const WORDS = {
  title: { en: "Your refund", "zh-TW": "退款" },
  order: { en: "Order", "zh-TW": "訂單" },
  ask: {
    en: "This was paid in a way that cannot be refunded by itself. To which bank account may we send the money?",
    "zh-TW": "您使用的付款方式無法自動退款，請提供您的銀行帳戶，我們會將款項匯給您。",
  },
  returned: {
    en: "Your bank sent the money back. Please check the account and name it once more.",
    "zh-TW": "銀行退回了這筆款項，請確認後重新填寫帳戶。",
  },
  given: { en: "We have your account. Thank you.", "zh-TW": "已收到您的帳戶資料，謝謝您。" },
  correct: {
    en: "Until we send the money you can correct the account here.",
    "zh-TW": "在我們匯出款項之前，您可以在此更正帳戶。",
  },
  account: { en: "Account", "zh-TW": "帳號" },
  ending: { en: "ending in", "zh-TW": "末四碼" },
  until: { en: "This link opens until {end} (Taipei).", "zh-TW": "此連結有效至 {end}（臺北時間）。" },
  safe: {
    en: "The account is stored encrypted, used for this refund alone, and erased afterwards. We never ask for a password or a card.",
    "zh-TW": "帳戶資料以加密方式保存，僅供這次退款使用，完成後即刪除。我們不會要求密碼或卡號。",
  },
  wrong: { en: "Please check the marked fields.", "zh-TW": "請檢查標示的欄位。" },
  choose: { en: "Please choose", "zh-TW": "請選擇" },
  otherBank: { en: "Another bank or association", "zh-TW": "其他銀行、信用合作社或農漁會" },
  send: { en: "Send", "zh-TW": "送出" },
  sendAgain: { en: "Correct the account", "zh-TW": "更正帳戶" },
} as const

export const LABELS = {
  bank: { en: "Bank", "zh-TW": "銀行" },
  other: { en: "Bank code, if it is another bank", "zh-TW": "其他銀行的代碼" },
  branch: { en: "Branch code (if you know it)", "zh-TW": "分行代碼（選填）" },
  number: { en: "Account number", "zh-TW": "帳號" },
  holder: { en: "Account holder’s name", "zh-TW": "戶名" },
} as const satisfies Record<AccountField, object>

export const HINTS = {
  bank: { en: "", "zh-TW": "" },
  other: { en: "Three digits.", "zh-TW": "三位數字。" },
  branch: { en: "Four digits.", "zh-TW": "四位數字。" },
  number: {
    en: "10 to 16 digits; of the post office 14: office and account number together.",
    "zh-TW": "10 至 16 位數字；郵局為局號加帳號共 14 位。",
  },
  holder: { en: "As it stands in the passbook.", "zh-TW": "請與存摺上的戶名相同。" },
} as const satisfies Record<AccountField, object>

export const PROBLEMS = {
  bank: { en: "Name the bank.", "zh-TW": "請選擇或填寫銀行。" },
  code: { en: "A bank code has three digits.", "zh-TW": "銀行代碼為三位數字。" },
  branch: {
    en: "A branch code has four digits; leave it empty if you do not know it.",
    "zh-TW": "分行代碼為四位數字，不確定可留空。",
  },
  digits: { en: "Write the account number in digits.", "zh-TW": "請以數字填寫帳號。" },
  length: { en: "An account number has 10 to 16 digits.", "zh-TW": "帳號應為 10 至 16 位數字。" },
  post: {
    en: "An account of the post office has 14 digits.",
    "zh-TW": "郵局帳號應為 14 位數字（局號 7 位加帳號 7 位）。",
  },
  holder: { en: "Write the name of the account’s holder.", "zh-TW": "請填寫戶名。" },
} as const satisfies Record<AccountProblem, object>

export const ENDS = {
  unknown: {
    title: { en: "This refund link is not valid", "zh-TW": "這個退款連結無效" },
    text: { en: "Please check that you have opened the whole address.", "zh-TW": "請確認您開啟的是完整的網址。" },
  },
  ended: {
    title: { en: "This link has expired", "zh-TW": "這個退款連結已過期" },
    text: {
      en: "Please ask the shop for a new one. Your refund is not lost.",
      "zh-TW": "請向商店索取新的連結，您的退款權益不受影響。",
    },
  },
  renewed: {
    title: { en: "There is a newer link", "zh-TW": "這個連結已由新的連結取代" },
    text: { en: "Please open the link of the latest message.", "zh-TW": "請開啟最新一則通知中的連結。" },
  },
  taken: {
    title: { en: "Your refund is on its way", "zh-TW": "退款處理中" },
    text: {
      en: "We have your account, and are sending the money. To change something now, please ask the shop.",
      "zh-TW": "已收到您的帳戶資料，款項處理中。若需更改，請與商店聯絡。",
    },
  },
  done: {
    title: { en: "Your refund is done", "zh-TW": "退款已完成" },
    text: {
      en: "The money was sent to your account. This link is used up.",
      "zh-TW": "款項已匯入您的帳戶，此連結已使用完畢。",
    },
  },
  cancelled: {
    title: { en: "This refund request was cancelled", "zh-TW": "這筆退款申請已取消" },
    text: { en: "Please ask the shop if you did not expect that.", "zh-TW": "若有疑問，請與商店聯絡。" },
  },
  "too many": {
    title: { en: "Too many tries", "zh-TW": "嘗試次數過多" },
    text: { en: "Please wait ten minutes, then try again.", "zh-TW": "請稍候十分鐘再試。" },
  },
} as const
