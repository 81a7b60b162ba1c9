import type { Rule } from "../../../core/json-rules.js"
import type { Version } from "../wire/paths.js"

type Fields = Readonly<Record<string, Rule>>

const text = (most: number): Rule => ({ kind: "text", most })
const needed = (rule: Rule): Rule => ({ ...rule, required: true })
const word = (...words: string[]): Rule => ({ kind: "word", words })
const object = (fields: Fields): Rule => ({ kind: "object", fields })
const list = (item: Rule): Rule => ({ kind: "list", item })
const number: Rule = { kind: "number" }
const flag: Rule = { kind: "flag" }

const PRODUCT = object({
  id: text(50),
  name: needed(text(4000)),
  imageUrl: text(500),
  quantity: needed(number),
  price: needed(number),
  originalPrice: number,
})

const PACKAGE: Fields = {
  id: needed(text(50)),
  amount: needed(number),
  name: text(100),
  products: needed(list(PRODUCT)),
}

/** A branchId longer than 32 is truncated, not refused. */
const EXTRA = object({
  branchName: text(200),
  branchId: { kind: "text" },
  promotionRestriction: object({ rewardLimit: needed(number), useLimit: number }),
})

const OPTIONS: Fields = {
  payment: object({ capture: flag, payType: word("NORMAL", "PREAPPROVED") }),
  events: list(object({ code: needed(text(30)), totalAmount: number, productQuantity: number })),
  extra: EXTRA,
}

const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

const ONLY_V4: Fields = {
  display: display("en", "ja", "ko", "th", "zh_TW", "zh_CN"),
  regPayRequest: object({
    regPayPeriodType: word("RECURRING", "NON_RECURRING"),
    recurringPeriod: word("WEEK", "MONTH", "YEAR"),
    recurringDay: number,
    recurringDayOfWeek: word(...DAYS),
    recurringMonth: number,
    productPrice: number,
    perTransactionLimit: number,
  }),
}

const ADDRESS = object({
  country: { kind: "text" },
  postalCode: { kind: "text" },
  state: { kind: "text" },
  city: { kind: "text" },
  detail: { kind: "text" },
  optional: { kind: "text" },
  recipient: object({
    firstName: { kind: "text" },
    lastName: { kind: "text" },
    firstNameOptional: { kind: "text" },
    lastNameOptional: { kind: "text" },
    email: { kind: "text" },
    phoneNo: { kind: "text" },
  }),
})

const ONLY_V3: Fields = {
  display: display("en", "ko", "th", "zh_TW", "zh_CN"),
  shipping: object({
    type: { kind: "text" },
    feeAmount: number,
    feeInquiryUrl: text(500),
    feeInquiryType: { kind: "text" },
    address: ADDRESS,
  }),
  familyService: object({ addFriends: list(object({ type: word("lineAt"), idList: list({ kind: "text" }) })) }),
}

function display(...locales: string[]): Rule {
  return object({ locale: word(...locales), checkConfirmUrlBrowser: flag })
}

function requestRule(packageFields: Fields, optionFields: Fields): Rule {
  return needed(
    object({
      amount: needed(number),
      currency: needed(text(3)),
      orderId: needed(text(100)),
      packages: needed(list(object(packageFields))),
      redirectUrls: needed(
        object({
          confirmUrl: text(500),
          cancelUrl: text(500),
          confirmUrlType: word("CLIENT", "SERVER", "NONE"),
          appPackageName: text(4000),
        }),
      ),
      options: object(optionFields),
    }),
  )
}

/** The request's body in each version. v3 alone knows userFee, shipping and addFriends; v4 alone regPayRequest and ja. */
export const REQUEST: Readonly<Record<Version, Rule>> = {
  v3: requestRule({ ...PACKAGE, userFee: number }, { ...OPTIONS, ...ONLY_V3 }),
  v4: requestRule(PACKAGE, { ...OPTIONS, ...ONLY_V4 }),
}

const SUM: Fields = { amount: needed(number), currency: needed(text(3)) }

export const CONFIRM = needed(object(SUM))

export const CAPTURE: Readonly<Record<Version, Rule>> = {
  v3: needed(object({ ...SUM, options: object({ extra: EXTRA }) })),
  v4: CONFIRM,
}

export const REFUND = needed(object({ refundAmount: number }))

export const REG_KEY_PAYMENT = needed(
  object({
    ...SUM,
    orderId: needed(text(100)),
    productName: needed(text(4000)),
    capture: flag,
  }),
)
