import type { UntoldLine } from "../../modules/ledger/payouts/payout-alarms"
import type { NewAlarm } from "../../modules/ledger/records"
import type { LocalText } from "../../toolkit/text"

/** What staff are told about a line that did not agree. */
export function differenceAlarm(line: UntoldLine): NewAlarm {
  const { alarm, id, attempt_id, order_id, gross } = line
  return {
    kind: alarm,
    attempt_id,
    subject: id,
    amount: Math.round(Math.abs(gross)),
    detail: detailOf(line),
    order_id,
  }
}

function detailOf(line: UntoldLine): LocalText {
  const { gateway, merchant, paid_out_on, line: number, reference } = line
  const words = wordsOf(line)
  return {
    en: `Payout of ${gateway} account ${merchant} on ${paid_out_on}, line ${number}, trade ${reference ?? "(none)"}: ${words.en}`,
    "zh-TW": `${gateway} 特店 ${merchant} 於 ${paid_out_on} 的撥款，第 ${number} 行，交易 ${reference ?? "（無）"}：${words["zh-TW"]}`,
  }
}

function wordsOf(line: UntoldLine): LocalText {
  const { alarm, kind, gross, fee, net } = line
  if (alarm === "chargeback") return chargebackWords(gross)
  if (alarm in WORDS) return WORDS[alarm as keyof typeof WORDS](line)
  if (net !== Math.round((gross - fee) * 100) / 100)
    return {
      en: `${gross} less ${fee} TWD of fees is not the ${net} TWD that are paid out.`,
      "zh-TW": `${gross} 元減手續費 ${fee} 元，與實際撥款 ${net} 元不符。`,
    }
  if (kind === "fee" || kind === "adjustment")
    return {
      en: `${gross} TWD of this trade are moved by a line that is called ${kind}, which no movement of the ledger stands for.`,
      "zh-TW": `這筆交易的 ${gross} 元以「${kind === "fee" ? "手續費" : "調整"}」一行異動，帳本中沒有對應的款項。`,
    }
  if (gross === 0 || (kind === "payment" && (fee < 0 || fee > gross)))
    return {
      en: `${gross} TWD with a fee of ${fee} TWD is no ${kind} that a gateway makes.`,
      "zh-TW": `金額 ${gross} 元、手續費 ${fee} 元，不像金流服務商的${kind === "refund" ? "退款" : "付款"}。`,
    }
  return amountWords(line)
}

const WORDS = {
  payout_unknown: ({ gross }: UntoldLine) => ({
    en: `${gross} TWD of a trade that this shop never opened at this account.`,
    "zh-TW": `${gross} 元的交易，本店從未在這個特店建立。`,
  }),
  payout_doubled: ({ gross }: UntoldLine) => ({
    en: `${gross} TWD stand in the statements once more than the ledger knows of.`,
    "zh-TW": `${gross} 元在撥款明細中比帳本多出現一次。`,
  }),
  payout_fee_changed: ({ fee, fee_told }: UntoldLine) => ({
    en: `the fee is ${fee} TWD, and was told to be ${fee_told} TWD with the payment.`,
    "zh-TW": `手續費為 ${fee} 元，付款時告知為 ${fee_told} 元。`,
  }),
} as const

function chargebackWords(gross: number): LocalText {
  return gross > 0
    ? {
        en: `${gross} TWD came back from the buyer's bank, which gave a chargeback up.`,
        "zh-TW": `買家的銀行撤回扣款，${gross} 元已退還。`,
      }
    : { en: `${-gross} TWD were taken back by the buyer's bank.`, "zh-TW": `${-gross} 元遭買家的銀行扣回。` }
}

function amountWords({ kind, gross, captured, refunded }: UntoldLine): LocalText {
  return kind === "refund"
    ? {
        en: `${Math.abs(gross)} TWD went back to the buyer, and the ledger has ${refunded} TWD as given back by the gateway.`,
        "zh-TW": `${Math.abs(gross)} 元已退給買家，帳本中由金流服務商退回的為 ${refunded} 元。`,
      }
    : {
        en: `${gross} TWD, and the ledger has ${captured} TWD as captured.`,
        "zh-TW": `${gross} 元，帳本中已請款 ${captured} 元。`,
      }
}
