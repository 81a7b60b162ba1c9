import type { Voucher } from "../../../toolkit/contract/voucher"
import type { LocalText } from "../../../toolkit/text"
import { shownTwd } from "../../../toolkit/twd"
import { type Block, type Content, type Told, write } from "./letter"
import { CHAINS, FOR_BUYERS, HOW, LABELS, orderName, orderRow, timeIn } from "./words"

/** What to pay with, and until when. */
export interface VoucherTold extends Told {
  readonly voucher: Voucher
  /** Where another way to pay is chosen; null where there is none. */
  readonly paymentLink: string | null
}

interface Words {
  readonly subject: LocalText
  readonly title: LocalText
  readonly intro: LocalText
  readonly end: LocalText
}

const ISSUED: Words = {
  subject: {
    en: "How to pay for your order {order}: {amount} by {end}",
    "zh-TW": "訂單 {order} 繳費資訊：{amount}，請於 {end} 前繳費",
  },
  title: { en: "How to pay", "zh-TW": "繳費資訊" },
  intro: {
    en: "Thank you for your order. It is kept for you until the time below.",
    "zh-TW": "感謝您的訂購，訂單已為您保留。請在期限前完成繳費。",
  },
  end: {
    en: "We write to you as soon as your payment has come in.",
    "zh-TW": "收到款項後會再寫信通知您。",
  },
}

const EXPIRING: Words = {
  subject: {
    en: "Your order {order} is not paid yet: {amount} by {end}",
    "zh-TW": "訂單 {order} 尚未繳費：{amount}，請於 {end} 前繳費",
  },
  title: { en: "The time to pay is nearly over", "zh-TW": "繳費期限將至" },
  intro: {
    en: "We have not received your payment yet. After the time below this number cannot be used any more.",
    "zh-TW": "我們還沒有收到您的款項。超過期限後，這組號碼將無法繳費。",
  },
  end: {
    en: "If you have paid just now, there is nothing to do: it may take a while until we hear of it.",
    "zh-TW": "若您剛剛已完成繳費，請忽略此信，款項入帳可能需要一些時間。",
  },
}

const ANOTHER_WAY: LocalText = { en: "Pay in another way", "zh-TW": "改用其他方式付款" }

/** A number to pay with was issued. */
export function voucherIssued(told: VoucherTold): Content {
  return voucherLetter(told, ISSUED)
}

/** A number is about to run out. */
export function voucherExpiring(told: VoucherTold): Content {
  return voucherLetter(told, EXPIRING)
}

function voucherLetter(told: VoucherTold, words: Words): Content {
  const { locale, voucher, paymentLink } = told
  const another: Block[] = paymentLink ? [{ kind: "link", text: ANOTHER_WAY[locale], href: paymentLink }] : []
  const blocks: Block[] = [
    { kind: "text", text: words.intro[locale] },
    { kind: "amount", text: shownTwd(voucher.amount) },
    { kind: "rows", rows: termsOf(told) },
    ...numbersOf(told),
    { kind: "small", text: HOW[voucher.kind][locale] },
    { kind: "small", text: words.end[locale] },
    ...another,
  ]
  const title = words.title[locale]
  const [subject, footer] = [subjectOf(told, words), FOR_BUYERS[locale]]
  return write({ subject, preheader: preheaderOf(told), title, blocks, footer }, told)
}

function subjectOf(told: VoucherTold, { subject }: Words): string {
  const end = timeIn(told.voucher.expires_at, told.locale).slice(0, 16)
  const filled = subject[told.locale].replace("{amount}", shownTwd(told.voucher.amount)).replace("{end}", end)
  return told.orderNumber === null
    ? filled.replace(told.locale === "en" ? " {order}" : " {order} ", "")
    : filled.replace("{order}", orderName(told))
}

function termsOf(told: VoucherTold): [string, string][] {
  const { locale, voucher } = told
  const payBy: [string, string] = [LABELS.payBy[locale], timeIn(voucher.expires_at, locale)]
  const bank = voucher.kind === "atm" ? `${voucher.bank_code} ${voucher.bank_name[locale]}` : null
  const store = voucher.kind === "cvs" ? CHAINS[voucher.chain][locale] : null
  return [
    ...orderRow(told),
    payBy,
    ...(bank ? [[LABELS.bank[locale], bank] as [string, string]] : []),
    ...(store ? [[LABELS.store[locale], store] as [string, string]] : []),
  ]
}

function numbersOf({ voucher, locale }: VoucherTold): Block[] {
  if (voucher.kind === "atm") return [{ kind: "number", label: LABELS.account[locale], text: voucher.account }]
  if (voucher.kind === "cvs") return [{ kind: "number", label: LABELS.code[locale], text: voucher.code }]
  return [{ kind: "barcodes", codes: voucher.barcodes }]
}

function preheaderOf({ voucher, locale }: VoucherTold): string {
  if (voucher.kind === "atm") return `${voucher.bank_code} ${voucher.bank_name[locale]} ${voucher.account}`
  return voucher.kind === "cvs" ? `${LABELS.code[locale]} ${voucher.code}` : HOW.barcode[locale]
}
