/** The shape of one create-order parameter. Lengths count characters. */
export interface FieldSpec {
  name: string
  required?: boolean
  longest?: number
  pattern?: RegExp
}

const URL_FIELD = { longest: 200, pattern: /^(\s*https?:\/\/\S+)?\s*$/ }
const INT = /^\d+$/
const OPTIONAL_INT = /^\d*$/
const YES_NO = /^[YN]?$/
const DATE_TIME = /^\d{4}\/(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/
/** Letters and numbers of any script, spaces, and the symbols that p=2862 allows in CustomField. */
const CUSTOM = /^[\p{L}\p{M}\p{N}\p{Zs},.#()$[\];%{}:/?&@<>!]*$/u

function free(names: string, longest?: number): FieldSpec[] {
  return names.split(" ").map((name) => (longest === undefined ? { name } : { name, longest }))
}

/** 產生訂單 (p=2862, 2866, 2868, 2870, 2872, 2874, 2876) and the older e-invoice fields, which are ignored. */
const SPECS: readonly FieldSpec[] = [
  { name: "MerchantID", required: true, longest: 10, pattern: /^\d{7,10}$/ },
  { name: "MerchantTradeDate", required: true, longest: 20, pattern: DATE_TIME },
  { name: "PaymentType", required: true, pattern: /^aio$/ },
  { name: "TotalAmount", required: true, pattern: /^[1-9]\d{0,9}$/ },
  { name: "TradeDesc", required: true, longest: 200 },
  { name: "ItemName", required: true },
  { name: "ReturnURL", required: true, ...URL_FIELD },
  { name: "ChoosePayment", required: true, longest: 20 },
  { name: "EncryptType", required: true, pattern: /^1$/ },
  { name: "CheckMacValue", required: true, longest: 64 },
  { name: "ClientBackURL", ...URL_FIELD },
  { name: "ItemURL", ...URL_FIELD },
  { name: "OrderResultURL", ...URL_FIELD },
  { name: "PaymentInfoURL", ...URL_FIELD },
  { name: "ClientRedirectURL", ...URL_FIELD },
  { name: "PeriodReturnURL", ...URL_FIELD },
  ...free("StoreID MerchantTradeNo", 20),
  ...free("Remark IgnorePayment", 100),
  ...free("ChooseSubPayment DeviceSource CreditInstallment", 20),
  ...free("Desc_1 Desc_2 Desc_3 Desc_4", 20),
  { name: "NeedExtraPaidInfo", pattern: YES_NO },
  { name: "PlatformID", longest: 10, pattern: OPTIONAL_INT },
  ...["CustomField1", "CustomField2", "CustomField3", "CustomField4"].map((name) => ({
    name,
    longest: 50,
    pattern: CUSTOM,
  })),
  { name: "Language", pattern: /^(CHT|ENG|KOR|JPN|CHI)?$/ },
  { name: "BindingCard", pattern: /^[01]?$/ },
  { name: "MerchantMemberID", longest: 30 },
  { name: "Redeem", pattern: YES_NO },
  { name: "UnionPay", pattern: /^[012]?$/ },
  { name: "InstallmentAmount", pattern: OPTIONAL_INT },
  { name: "PeriodAmount", pattern: OPTIONAL_INT },
  { name: "PeriodType", pattern: /^[DMY]?$/ },
  { name: "Frequency", pattern: OPTIONAL_INT },
  { name: "ExecTimes", pattern: OPTIONAL_INT },
  { name: "ExpireDate", pattern: OPTIONAL_INT },
  { name: "StoreExpireDate", pattern: OPTIONAL_INT },
  { name: "InvoiceMark", pattern: YES_NO },
  ...free(
    "RelateNumber CustomerID CustomerIdentifier CustomerName CustomerAddr CustomerPhone CustomerEmail ClearanceMark " +
      "TaxType CarruerType CarruerNum Donation LoveCode Print InvoiceItemName InvoiceItemCount InvoiceItemWord " +
      "InvoiceItemPrice InvoiceItemTaxType InvoiceRemark InvoiceItemRemark DelayDay InvType",
  ),
]

const BY_NAME: ReadonlyMap<string, FieldSpec> = new Map(SPECS.map((spec) => [spec.name, spec]))

/** The first name that ECPay does not know, or null. */
export function unknownField(fields: Record<string, string>): string | null {
  return Object.keys(fields).find((name) => !BY_NAME.has(name)) ?? null
}

/** The first known field that is missing, too long or badly formed, or null. */
export function badField(fields: Record<string, string>): string | null {
  return SPECS.find((spec) => !fits(spec, fields[spec.name]))?.name ?? null
}

function fits(spec: FieldSpec, value: string | undefined): boolean {
  if (value === undefined || value === "") return !spec.required
  if (spec.longest !== undefined && [...value].length > spec.longest) return false
  return spec.pattern?.test(value) ?? true
}

export function isInteger(value: string | undefined): value is string {
  return INT.test(value ?? "")
}
