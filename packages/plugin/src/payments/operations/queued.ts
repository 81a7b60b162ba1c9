import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt, AttemptChange, NewAlarm, NewEvent, Operation } from "../../modules/ledger/records"
import type { MerchantAccount, QueuedOperationRequest, QueuedOperationStatus } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { describeError } from "../../toolkit/payment-error"
import { twd, ZERO } from "../../toolkit/twd"
import { checkOfReserved } from "../authorization-end"
import { besideEachOther, byAccount } from "../beside-each-other"
import { contextOf, type PaymentContext, tellAlarm, writeAlarm } from "../context"
import { holdQuestion } from "../exchanges"
import { alarmGoneAccount } from "../gone-accounts"
import { type MethodAccount, momentOf, paidTrade } from "../method-account"
import { methodAccountFor } from "../method-accounts"
import { IN_CHINESE } from "../operation-names"
import { recordOnLatest, refundedAtGateway, refundedTotal } from "./operation"
import { tellStillQueued } from "./still-queued"

const OF_EACH_ACCOUNT = 100
/** No gateway carries out what it queued within minutes; most do it once a night. */
const ASK_EVERY_MS = 30 * 60_000

/** Asks what became of the movements that a gateway took on for later. */
export async function checkQueuedOperations(container: MedusaContainer): Promise<void> {
  const context = contextOf(container)
  const check = async (operation: Operation) => {
    const attempt = await context.ledger.attempt(operation.attempt_id)
    if (attempt) await checkOrDefer(container, context, attempt, operation)
  }
  await besideEachOther(byAccount(await context.ledger.operations.queued(OF_EACH_ACCOUNT), check))
}

/** One that cannot be asked about keeps no other from its turn. */
async function checkOrDefer(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
  operation: Operation,
): Promise<void> {
  const methodAccount = await methodAccountFor(container, attempt)
  try {
    if (methodAccount) {
      const asked = checkQueuedOperation(context, methodAccount, attempt, operation)
      return await asked.finally(() => tellStillQueued(context, methodAccount, attempt, operation))
    }
    await alarmGoneAccount(context, attempt)
  } catch (error) {
    const what = `the ${operation.kind} of ${attempt.trade_no}`
    context.logger.warn(`Taiwan payments could not ask what became of ${what}: ${describeError(error)}`)
  }
  await context.ledger.operations.defer(operation)
}

/** Asks about one queued movement, when it is time, and writes down what the gateway says. */
export async function checkQueuedOperation(
  context: PaymentContext,
  methodAccount: MethodAccount,
  { id }: Pick<Attempt, "id">,
  operation: Operation,
): Promise<void> {
  const { queuedOperationStatus } = methodAccount.account
  if (!queuedOperationStatus || !(await isDue(methodAccount, operation)) || !methodAccount.client.tryAcquire(false))
    return
  await context.ledger.exclusively(`attempt ${id}`, async () => {
    const attempt = await context.ledger.attempt(id)
    const operations = attempt ? await context.ledger.operationsOf(id, operation.kind) : []
    const latest = operations.find((each) => each.id === operation.id && each.state === "queued")
    if (attempt && latest)
      await recordQueued(
        context,
        attempt,
        latest,
        await queryQueued(context, methodAccount, attempt, latest, queuedOperationStatus),
      )
  })
}

/** By the account's clock, which in a sandbox may be days ahead. */
async function isDue(methodAccount: MethodAccount, { updated_at }: Operation): Promise<boolean> {
  await methodAccount.client.refreshClock()
  return methodAccount.client.now().getTime() - updated_at.getTime() >= ASK_EVERY_MS
}

async function queryQueued(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  operation: Operation,
  fate: NonNullable<MerchantAccount["queuedOperationStatus"]>,
): Promise<QueuedOperationStatus> {
  const { kind, amount, idempotency_key: key, started_at: since, tries } = operation
  if (kind === "confirm" || kind === "charge") throw new Error(`A ${kind} is never queued.`)
  const others = (await context.ledger.operationsOf(attempt.id, "refund")).filter(({ id }) => id !== operation.id)
  const money = {
    amount,
    captured: attempt.captured_amount,
    refunded: refundedAtGateway(others),
    key,
    since,
    resumed: true,
  }
  const alsoQueued = others.filter(({ state }) => state === "queued").map((other) => other.amount)
  const hadFailed = tries > 1 || others.some(({ state }) => state === "failed" || state === "refused")
  const trade = paidTrade(methodAccount, attempt)
  const request: QueuedOperationRequest = { trade, ...money, kind, alsoQueued, hadFailed }
  return holdQuestion(context, methodAccount, attempt, fate(request, await momentOf(methodAccount)))
}

async function recordQueued(
  context: PaymentContext,
  attempt: Attempt,
  operation: Operation,
  fate: QueuedOperationStatus,
): Promise<void> {
  const { state, code, message } = fate
  const raised = await context.ledger.together(async (ledger) => {
    if (state !== "queued") await ledger.alarms.resolveAbout("still_queued", operation.id, "ended")
    if (state !== "refused") {
      await ledger.finish(operation, { state, code, message }, operation.medusa_id ? 0 : null)
      return null
    }
    if (!(await ledger.finish(operation, { state: "failed", sent_at: null, code, message }))) return null
    const refunded = refundedTotal(await ledger.operationsOf(attempt.id, "refund"))
    const undo = (latest: Attempt) => undoOf(latest, operation, refunded)
    await recordOnLatest(ledger, attempt, undo, eventOf(attempt, operation, fate))
    return writeAlarm(ledger, alarmOf(attempt, operation, fate))
  })
  await tellAlarm(context, raised)
}

function alarmOf(attempt: Attempt, operation: Operation, { code, message }: QueuedOperationStatus): NewAlarm {
  const { kind, amount } = operation
  return {
    kind: "not_carried_out",
    attempt_id: attempt.id,
    subject: `${operation.id} ${operation.updated_at.toISOString()}`,
    amount,
    detail: {
      en: `The gateway took on the ${kind} of ${amount} TWD of trade ${attempt.trade_no}, and did not carry it out: ${message || code}.`,
      "zh-TW": `金流服務商已受理交易 ${attempt.trade_no} 的${IN_CHINESE[kind]}（${amount} 元），但未執行：${message || code}。`,
    },
    order_id: attempt.order_id,
  }
}

/** The money is where it was before the movement was queued, or the bank took it all the same: of a card its record is asked at once. */
function undoOf(attempt: Attempt, { kind }: Operation, refunded: number): AttemptChange {
  if (kind === "refund")
    return { refunded_amount: twd(refunded), ...(attempt.state === "refunded" ? { state: "captured" } : {}) }
  const now = new Date()
  const reserved = { state: "authorized", balance_check_at: now, ...checkOfReserved(attempt, now) } as const
  return kind === "capture" ? { ...reserved, captured_amount: ZERO } : reserved
}

function eventOf(
  attempt: Attempt,
  { id, kind, amount, updated_at }: Operation,
  { code, message }: QueuedOperationStatus,
): NewEvent {
  return {
    attempt_id: attempt.id,
    gateway: attempt.gateway,
    kind: "operation",
    verdict: "accepted",
    state: null,
    code,
    message: `${kind} ${amount} TWD was not carried out: ${message || code}`,
    amount,
    payload: {},
    digest: sha256Hex(`${id} failed ${updated_at.toISOString()}`),
  }
}
