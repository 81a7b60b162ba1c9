import { randomUUID } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { KeptTrade, Notice } from "../../modules/ledger/inbox"
import type { Actor, Attempt, NewEvent } from "../../modules/ledger/records"
import type { Trade } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { PaymentError } from "../../toolkit/payment-error"
import { contextOf, type PaymentContext } from "../context"
import { accountKey, type MethodAccount } from "../method-account"
import { methodAccountsOf } from "../method-accounts"
import { wakeIfDue } from "../orders/apply-worker"
import { recordMessage } from "../record-message"
import { contextBy } from "./actor"
import { accountOfNotice } from "./inbox"
import type { Replayed } from "./views"

/**
 * Takes a verified notice in again, the way that it went when it came: bound to our own record, judged, committed under its own
 * digest. What it changed then it does not change twice, and what is paid stays paid.
 * @throws MedusaError `not_found`; PaymentError `refused` for what nobody signed, `config` for an account that is gone
 */
export async function replayNotice(container: MedusaContainer, id: string, actor: Actor): Promise<Replayed> {
  const notice = await contextOf(container).ledger.inbox.notice(id)
  if (!notice) throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such notice.")
  const methodAccount = accountOfNotice(await methodAccountsOf(container), notice)
  if (!methodAccount)
    throw new PaymentError("config", {
      en: "No options name the account of this notice any more.",
      "zh-TW": "選項中已沒有這則通知所屬的帳號。",
    })
  const context = contextBy(container, actor)
  const before = await attemptOf(context, methodAccount, notice)
  const trade = tradeOf(notice, before)
  const { verdict, attempt } = await recordMessage(context, methodAccount, trade, notice.kind, notice.digest)
  await context.ledger.note(replayOf(notice, attempt, verdict, trade))
  if (attempt) wakeIfDue(container, attempt)
  return { verdict, attempt_id: attempt?.id ?? null, changed: isChanged(before, attempt) }
}

async function attemptOf({ ledger }: PaymentContext, { account }: MethodAccount, { trade_no }: Notice) {
  return trade_no === null ? undefined : ledger.attemptByTrade({ ...accountKey(account), trade_no })
}

/** As it was verified; whether money is authorised or captured is said by how the trade was opened. */
function tradeOf({ trade, payload }: Notice, attempt: Attempt | undefined): Trade {
  if (!trade)
    throw new PaymentError("refused", {
      en: "Nobody signed this, so that it is not believed. Ask the gateway instead.",
      "zh-TW": "這則通知沒有有效簽章，不予採信。請改為向金流查詢。",
    })
  const { stateOf, paidAt, ...kept }: KeptTrade = trade
  const mode = attempt?.capture_mode
  const state = mode ? stateOf[mode] : kept.state
  // A row's JSON knows no instants.
  return { ...kept, state, paidAt: paidAt === null ? null : new Date(paidAt), fields: payload }
}

function replayOf(
  { id, gateway }: Notice,
  attempt: Attempt | null,
  verdict: NewEvent["verdict"],
  trade: Trade,
): NewEvent {
  const { state, code, message, amount } = trade
  const about = {
    attempt_id: attempt?.id ?? null,
    gateway,
    kind: "replay",
    verdict,
    state,
    code,
    message,
    amount,
  } as const
  return { ...about, payload: { notice: id }, digest: sha256Hex(`replay ${randomUUID()}`) }
}

function isChanged(before: Attempt | undefined, after: Attempt | null): boolean {
  return before?.state !== after?.state || before?.captured_amount !== after?.captured_amount
}
