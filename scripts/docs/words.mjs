/** @typedef {"en" | "zh-TW"} Language */

/** What the tables say, in both languages. */
export const words = {
  en: {
    option: "Option",
    type: "Type",
    required: "Required",
    meaning: "Meaning",
    yes: "yes",
    no: "",
    method: "Method",
    provider: "Provider id",
    limits: "Amount, NT$",
    buyer: "Buyer pays",
    now: "now",
    later: "later, with a code",
    either: "now, or later with a code",
    capture: "Capture",
    captures: { immediate: "immediate", full: "in full", partial: "in full or part" },
    refund: "Refund by API",
    refunds: { partial: "in full or part", full: "in full only", manual: "none: by hand" },
    grace: "Grace after the deadline",
    quiet: "Asked about after",
    /** @param {number} hours */
    hours: (hours) => `${hours} h`,
    /** @param {number} minutes */
    minutes: (minutes) => `${minutes} min`,
  },
  "zh-TW": {
    option: "選項",
    type: "型別",
    required: "必填",
    meaning: "說明",
    yes: "是",
    no: "",
    method: "付款方式",
    provider: "Provider id",
    limits: "金額（新臺幣元）",
    buyer: "買家付款時機",
    now: "當下",
    later: "取號後再付",
    either: "當下，或取號後再付",
    capture: "請款",
    captures: { immediate: "付款即請款", full: "僅限全額", partial: "全額或部分" },
    refund: "API 退款",
    refunds: { partial: "全額或部分", full: "僅限全額", manual: "無，須人工退款" },
    grace: "期限後寬限",
    quiet: "無消息多久後主動查詢",
    /** @param {number} hours */
    hours: (hours) => `${hours} 小時`,
    /** @param {number} minutes */
    minutes: (minutes) => `${minutes} 分鐘`,
  },
}
