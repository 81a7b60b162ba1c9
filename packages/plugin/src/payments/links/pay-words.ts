import { NOTICES } from "../checkout/pages"

/** What the pages of a payment link say. */
export const WORDS = {
  title: { en: "Pay for order", "zh-TW": "支付訂單" },
  order: { en: "Order", "zh-TW": "訂單" },
  goods: { en: "What is ordered", "zh-TW": "訂購內容" },
  number: { en: "Show my number", "zh-TW": "顯示我的繳費資訊" },
  otherNumber: {
    en: "Please do not use a number that you got before: it is for another amount.",
    "zh-TW": "請勿使用先前取得的繳費代碼或帳號，其金額與目前應付金額不同。",
  },
  choose: { en: "Choose how to pay", "zh-TW": "選擇付款方式" },
  pay: { en: "Continue to payment", "zh-TW": "前往付款" },
  again: { en: "Order the same again", "zh-TW": "重新訂購相同商品" },
  changed: {
    en: "Something about this order has changed. Please look once more, then choose again.",
    "zh-TW": "這筆訂單剛剛有變動，請確認後重新選擇。",
  },
  ends: {
    paid: {
      title: { en: "This order is paid", "zh-TW": "這筆訂單已付款" },
      text: { en: "There is nothing left to pay. Thank you.", "zh-TW": "您不需要再付款，謝謝您。" },
    },
    canceled: {
      title: { en: "This order was cancelled", "zh-TW": "這筆訂單已取消" },
      text: {
        en: "It cannot be paid any more. Please do not use a payment number you may still have. You can order the same again.",
        "zh-TW": "訂單已無法付款，請勿使用先前取得的繳費代碼或帳號。您可以重新訂購相同商品。",
      },
    },
    draft: {
      title: { en: "This order is not ready yet", "zh-TW": "這筆訂單尚未成立" },
      text: {
        en: "The shop is still preparing it. Please open this link later.",
        "zh-TW": "商店仍在準備這筆訂單，請稍後再開啟連結。",
      },
    },
    "ask the shop": {
      title: { en: "Please ask the shop", "zh-TW": "請與商店聯絡" },
      text: {
        en: "What is left to pay of this order has to be settled by the shop first. You were not charged.",
        "zh-TW": "這筆訂單的應付金額需要由商店先確認，您尚未被扣款。",
      },
    },
    "not again": {
      title: { en: "This cannot be ordered again", "zh-TW": "無法重新訂購" },
      text: {
        en: "Something of it is sold out, or is not sent to you any more. Please look in the shop.",
        "zh-TW": "部分商品已售完，或目前無法寄送，請到商店查看。",
      },
    },
    ended: {
      title: { en: "This link has expired", "zh-TW": "這個付款連結已過期" },
      text: {
        en: "Please ask the shop for a new one. You were not charged.",
        "zh-TW": "請向商店索取新的連結，您尚未被扣款。",
      },
    },
    unknown: {
      title: { en: "This payment link is not valid", "zh-TW": "這個付款連結無效" },
      text: { en: "Please check that you have opened the whole address.", "zh-TW": "請確認您開啟的是完整的網址。" },
    },
    gone: {
      title: { en: "This order does not exist any more", "zh-TW": "這筆訂單已不存在" },
      text: {
        en: "The shop has withdrawn it. Please do not use a payment number you may still have, and ask the shop.",
        "zh-TW": "商店已撤回這筆訂單，請勿使用先前取得的繳費代碼或帳號，並與商店聯絡。",
      },
    },
    "too many": NOTICES["too many"],
  },
} as const

/** Why the amount is asked. */
export const WHY = {
  unpaid: { en: "This order has not been paid yet.", "zh-TW": "這筆訂單尚未付款。" },
  draft: {
    en: "The shop has prepared this order for you. It is placed with your payment.",
    "zh-TW": "這是商店為您準備的訂單，付款後訂單即成立。",
  },
  difference: {
    en: "Your order was changed after you paid. This is the difference.",
    "zh-TW": "您付款後訂單有變動，這是需要補上的差額。",
  },
  again: {
    en: "The same as before, at today’s prices. The order is placed with your payment.",
    "zh-TW": "內容與先前訂單相同，以目前售價計算；付款後訂單才會成立。",
  },
  awaiting: {
    en: "You have a number to pay by already. Pay by it, or choose another way here; then do not use the old number any more.",
    "zh-TW": "您已取得繳費代碼或帳號，可直接用它付款；若改用其他方式，請勿再使用舊的號碼。",
  },
  awaitingUntil: {
    en: "You have a number to pay by until {end}. Pay by it, or choose another way here; then do not use the old number any more.",
    "zh-TW": "您已取得繳費代碼或帳號，期限為 {end}，可直接用它付款；若改用其他方式，請勿再使用舊的號碼。",
  },
} as const
