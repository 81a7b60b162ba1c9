import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt } from "../../modules/ledger/records"
import { describeError } from "../../toolkit/payment-error"
import { formatTaipei } from "../../toolkit/taipei-time"
import { nextCheck } from "../authorization-end"
import { besideEachOther, byAccount } from "../beside-each-other"
import { alarmAbout, contextOf, type PaymentContext, raiseAlarm } from "../context"
import { queryAttempt } from "../queries/query"

const OF_EACH_ACCOUNT = 100

type Follow = (updated: Attempt) => void

/** Tells of authorisations that are about to end, and asks about those whose end has passed; what was learned is handed to `follow`. */
export async function checkAuthorizations(container: MedusaContainer, follow: Follow): Promise<void> {
  const context = contextOf(container)
  const due = await context.ledger.due.forAuthorizationCheck(new Date(), OF_EACH_ACCOUNT)
  const check = async (attempt: Attempt) => {
    await checkAuthorization(container, context, attempt, follow).catch((error) =>
      context.logger.warn(`Taiwan payments could not look at ${attempt.trade_no}: ${describeError(error)}`),
    )
    await lookAgain(context, attempt.id)
  }
  await besideEachOther(byAccount(due, check))
}

async function checkAuthorization(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
  follow: Follow,
): Promise<void> {
  const { authorized_until: until } = attempt
  if (attempt.state !== "authorized" || !until) return
  if (until > new Date()) return raiseAlarm(context, endsSoon(attempt, until))
  follow((await queryAttempt(container, context, attempt)).attempt)
}

function endsSoon(attempt: Attempt, until: Date) {
  const { trade_no, amount } = attempt
  return alarmAbout(attempt, "authorization_ends", {
    en: `The authorisation of trade ${trade_no}, ${amount} TWD, ends at ${until.toISOString()}. Capture it before, or release it.`,
    "zh-TW": `交易 ${trade_no}（${amount} 元）的授權將於臺北時間 ${formatTaipei(until)} 到期。請在此之前請款，或取消授權。`,
  })
}

/** What is authorised no more needs neither check nor alarm. */
async function lookAgain({ ledger }: PaymentContext, id: string): Promise<void> {
  const attempt = await ledger.attempt(id)
  if (!attempt) return
  const isOpen = attempt.state === "authorized"
  if (!isOpen) await ledger.resolveAlarms(id, attempt.state, "authorization_ends")
  await ledger.change(attempt, { authorization_check_at: isOpen ? nextCheck(attempt, new Date()) : null })
}
