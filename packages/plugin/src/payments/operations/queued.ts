import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt, AttemptChange, NewEvent, Operation } from "../../modules/ledger/records"
import { converse } from "../../toolkit/contract/conversation"
import type { Fate, Gateway, QueuedRequest } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { describeError } from "../../toolkit/payment-error"
import { twd, ZERO } from "../../toolkit/twd"
import { type Desk, deskOf, raiseAlarm } from "../context"
import { momentOf, paidTrade, type Terminal } from "../method-account"
import { terminalOf } from "../method-accounts"
import { givenBack, recordOnLatest } from "./operation"

const AT_MOST = 50
/** No gateway carries out what it queued within minutes; most do it once a night. */
const ASK_EVERY_MS = 30 * 60_000

/** Asks what became of the movements that a gateway took on for later. */
export async function followUp(container: MedusaContainer): Promise<void> {
  const desk = deskOf(container)
  for (const operation of await desk.ledger.queued(AT_MOST)) {
    const attempt = await desk.ledger.attempt(operation.attempt_id)
    const terminal = attempt && (await terminalOf(container, attempt.provider_id))
    if (!terminal) continue
    await followOne(desk, terminal, attempt, operation).catch((error) => {
      const what = `the ${operation.kind} of ${attempt.trade_no}`
      desk.logger.warn(`Taiwan payments could not ask what became of ${what}: ${describeError(error)}`)
    })
  }
}

/** Asks about one queued movement, when it is time, and writes down what the gateway says. */
export async function followOne(
  desk: Desk,
  terminal: Terminal,
  { id }: Pick<Attempt, "id">,
  operation: Operation,
): Promise<void> {
  const { fate } = terminal.gateway
  if (!fate || !(await isDue(terminal, operation)) || !terminal.line.mayAsk()) return
  await desk.ledger.exclusively(`attempt ${id}`, async () => {
    const attempt = await desk.ledger.attempt(id)
    const operations = attempt ? await desk.ledger.operationsOf(id, operation.kind) : []
    const latest = operations.find((each) => each.id === operation.id && each.state === "queued")
    if (attempt && latest) await writeFate(desk, attempt, latest, await askFate(desk, terminal, attempt, latest, fate))
  })
}

/** By the account's clock, which in a sandbox may be days ahead. */
async function isDue(terminal: Terminal, { updated_at }: Operation): Promise<boolean> {
  await terminal.line.refreshClock()
  return terminal.line.now().getTime() - updated_at.getTime() >= ASK_EVERY_MS
}

async function askFate(
  desk: Desk,
  terminal: Terminal,
  attempt: Attempt,
  operation: Operation,
  fate: NonNullable<Gateway["fate"]>,
): Promise<Fate> {
  const { kind, amount, idempotency_key: key, created_at: since } = operation
  if (kind === "confirm" || kind === "charge") throw new Error(`A ${kind} is never queued.`)
  const others = (await desk.ledger.operationsOf(attempt.id, "refund")).filter(({ id }) => id !== operation.id)
  const money = { amount, captured: attempt.captured_amount, refunded: givenBack(others), key, since, resumed: true }
  const request: QueuedRequest = { trade: paidTrade(terminal, attempt), ...money, kind }
  return converse(fate(request, await momentOf(terminal)), terminal.line.send)
}

async function writeFate(desk: Desk, attempt: Attempt, operation: Operation, fate: Fate): Promise<void> {
  const { code, message } = fate
  if (fate.state !== "refused") return desk.ledger.finish(operation, { state: fate.state, code, message })
  await desk.ledger.finish(operation, { state: "failed", code, message })
  const refunded = givenBack(await desk.ledger.operationsOf(attempt.id, "refund"))
  await recordOnLatest(desk, attempt, undoOf(attempt, operation, refunded), eventOf(attempt, operation, fate))
  await raiseAlarm(desk, {
    kind: "not_carried_out",
    attempt_id: attempt.id,
    subject: `${operation.id} ${operation.updated_at.toISOString()}`,
    amount: operation.amount,
    detail: `The gateway took on the ${operation.kind} of ${operation.amount} TWD of trade ${attempt.trade_no}, and did not carry it out: ${message || code}.`,
    order_id: attempt.order_id,
  })
}

/** The money is where it was before the movement was queued. */
function undoOf(attempt: Attempt, { kind }: Operation, refunded: number): AttemptChange {
  if (kind === "refund")
    return { refunded_amount: twd(refunded), ...(attempt.state === "refunded" ? { state: "captured" } : {}) }
  return kind === "capture" ? { state: "authorized", captured_amount: ZERO } : { state: "authorized" }
}

function eventOf(attempt: Attempt, { id, kind, amount, updated_at }: Operation, { code, message }: Fate): NewEvent {
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
