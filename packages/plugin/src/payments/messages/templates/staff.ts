import type { LocalText } from "../../../toolkit/text"
import { shownTwd } from "../../../toolkit/twd"
import { type Block, type Content, colon, type Told, write } from "./letter"
import { FOR_STAFF, LABELS, orderName, orderRow } from "./words"

export interface AlarmTold extends Told {
  readonly title: LocalText
  /** Whole NT$; null where it is about none. */
  readonly amount: number | null
  /** What happened, as the alarm has it. */
  readonly detail: LocalText
  /** The page Taiwan payments of the dashboard. */
  readonly adminLink: string
}

const ALARM = {
  subject: { en: "Payments need you", "zh-TW": "金流警示" },
  button: { en: "Look at it", "zh-TW": "前往處理" },
} as const

/** Money needs a person. */
export function alarm(told: AlarmTold): Content {
  const { locale, title, amount, detail, adminLink } = told
  const money = amount === null ? [] : [shownTwd(amount)]
  const name = orderName(told)
  const subject = [`${ALARM.subject[locale]}${colon(locale)}${title[locale]}`, ...(name ? [name] : []), ...money].join(
    " · ",
  )
  const amounts: [string, string][] = money.map((shown) => [LABELS.amount[locale], shown])
  return write(
    {
      ...{ subject, preheader: detail[locale], title: title[locale], footer: FOR_STAFF[locale] },
      blocks: [
        { kind: "text", text: detail[locale] },
        { kind: "rows", rows: [...orderRow(told), ...amounts] },
        { kind: "button", text: ALARM.button[locale], href: adminLink },
      ],
    },
    told,
  )
}

interface Sum {
  readonly count: number
  /** Whole NT$. */
  readonly amount: number
}

export interface DigestTold extends Told {
  /** The morning, `yyyy-MM-dd` in Taipei. */
  readonly day: string
  readonly openAlarms: number
  /** The newest of them. */
  readonly newest: readonly {
    readonly title: LocalText
    readonly amount: number | null
    readonly orderNumber: number | null
  }[]
  readonly awaited: Sum
  readonly endingToday: Sum
  readonly paidYesterday: Sum
  readonly refundedYesterday: Sum
  /** Messages of the last week that could not be sent. */
  readonly unsent: number
  readonly adminLink: string
}

const DIGEST = {
  subject: { en: "Payments this morning", "zh-TW": "金流晨報" },
  title: { en: "Good morning", "zh-TW": "早安" },
  alarms: { en: "Open alarms", "zh-TW": "待處理警示" },
  awaited: { en: "Awaited", "zh-TW": "等待繳費" },
  ending: { en: "Run out today", "zh-TW": "今日到期" },
  paid: { en: "Paid yesterday", "zh-TW": "昨日收款" },
  refunded: { en: "Given back yesterday", "zh-TW": "昨日退款" },
  unsent: { en: "Messages not sent (7 days)", "zh-TW": "未寄出的通知（7 天）" },
  newest: { en: "The newest alarms", "zh-TW": "最新的警示" },
  button: { en: "Open Taiwan payments", "zh-TW": "開啟台灣金流" },
} as const

/** What is open, what runs out today, and what came yesterday. */
export function digest(told: DigestTold): Content {
  const { locale, day, openAlarms, endingToday, adminLink } = told
  const numbers = `${DIGEST.alarms[locale]} ${openAlarms} · ${DIGEST.ending[locale]} ${endingToday.count}`
  return write(
    {
      ...{
        subject: `${DIGEST.subject[locale]} ${day.replaceAll("-", "/")}${colon(locale)}${numbers}`,
        preheader: numbers,
      },
      ...{ title: `${DIGEST.title[locale]} · ${day.replaceAll("-", "/")}`, footer: FOR_STAFF[locale] },
      blocks: [
        { kind: "rows", rows: sumsOf(told) },
        ...newestOf(told),
        { kind: "button", text: DIGEST.button[locale], href: adminLink },
      ],
    },
    told,
  )
}

function sumsOf(told: DigestTold): [string, string][] {
  const { locale, openAlarms, awaited, endingToday, paidYesterday, refundedYesterday, unsent } = told
  const shown = ({ count, amount }: Sum) => (count === 0 ? "0" : `${count} · ${shownTwd(amount)}`)
  return [
    [DIGEST.alarms[locale], String(openAlarms)],
    [DIGEST.ending[locale], shown(endingToday)],
    [DIGEST.awaited[locale], shown(awaited)],
    [DIGEST.paid[locale], shown(paidYesterday)],
    [DIGEST.refunded[locale], shown(refundedYesterday)],
    ...(unsent === 0 ? [] : [[DIGEST.unsent[locale], String(unsent)] as [string, string]]),
  ]
}

function newestOf({ locale, newest }: DigestTold): Block[] {
  if (newest.length === 0) return []
  const rows = newest.map(({ title, amount, orderNumber }): [string, string] => {
    const about = [orderName({ orderNumber }), amount === null ? "" : shownTwd(amount)].filter(Boolean)
    return [title[locale], about.join(" · ")]
  })
  return [
    { kind: "heading", text: DIGEST.newest[locale] },
    { kind: "rows", rows },
  ]
}
