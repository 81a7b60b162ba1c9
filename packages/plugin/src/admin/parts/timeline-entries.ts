import type { AttemptAlarm, AttemptDetail, LedgerEvent, Operation } from "../server/payments"
import { alarmDetail } from "./alarm-detail"
import { resolutionWords } from "./resolution-words"
import { money, useWords } from "./use-words"

export interface Entry {
  readonly id: string
  readonly at: string
  readonly title: string
  readonly badge: { readonly text: string; readonly color: "green" | "red" | "orange" | "grey" } | null
  /** What the gateway's code means. */
  readonly meaning: string
  /** The gateway's own words, or a person's. */
  readonly words: string
  /** Who of the staff did it. */
  readonly by: string | null
  readonly fields: Readonly<Record<string, unknown>>
}

type Words = ReturnType<typeof useWords>

/** Events of operations are left out: the operations themselves say more, also of those that were refused. */
export function useEntries({ attempt, events, operations, alarms }: AttemptDetail): Entry[] {
  const words = useWords()
  const gateway = words.pick(attempt.gateway_name)
  const told = events.filter(({ kind }) => kind !== "operation").map((event) => entryOfEvent(event, gateway, words))
  const done = operations.map((operation) => entryOfOperation(operation, words))
  const work = alarms.flatMap((alarm) => entriesOfAlarm(alarm, words))
  return [...told, ...done, ...work].sort((a, b) => a.at.localeCompare(b.at))
}

function entryOfEvent(event: LedgerEvent, gateway: string, words: Words): Entry {
  return event.kind === "note" ? entryOfNote(event, words) : entryOfMessage(event, gateway, words)
}

function entryOfNote({ id, created_at, actor, payload }: LedgerEvent, { t }: Words): Entry {
  const text = typeof payload.note === "string" ? payload.note : t("notes.erased")
  const nothing = { badge: null, meaning: "", fields: {} }
  return { ...nothing, id, at: created_at, title: t("notes.note"), words: text, by: actor?.name ?? null }
}

function entryOfMessage(event: LedgerEvent, gateway: string, { t, pick }: Words): Entry {
  const { kind, verdict, state, code, message } = event
  return {
    id: event.id,
    at: event.created_at,
    title: t(`timeline.${titleOf(event)}`, { gateway, state: t(`told.${state}`) }),
    badge: verdict === "accepted" ? null : { text: t(`verdicts.${verdict}`), color: "red" },
    meaning: event.meaning ? pick(event.meaning) : "",
    words: kind === "expiry" && !event.actor ? "" : verbatim(code && t("timeline.code", { code }), message),
    by: event.actor?.name ?? null,
    fields: event.payload,
  }
}

/** The end of a number is written down before its order is cancelled, and when it has ended. */
function titleOf({ kind, state }: LedgerEvent): string {
  if (kind === "expiry") return state ? kind : "cancels"
  return state || kind === "start" ? kind : "noticeOnly"
}

function verbatim(...words: readonly (string | null)[]): string {
  return words.filter(Boolean).join(" · ")
}

const OPERATION_COLORS = {
  started: "orange",
  recorded: "orange",
  done: "green",
  queued: "orange",
  refused: "red",
  unknown: "red",
  failed: "red",
} as const satisfies Record<Operation["state"], string>

function entryOfOperation(operation: Operation, { t, pick }: Words): Entry {
  const { kind, state, reference, steps, code, message } = operation
  // The gateway was asked nothing, and still there is a reference: a person wrote it down.
  const isByHand = kind === "refund" && steps.length === 0 && reference !== null
  return {
    id: operation.id,
    at: operation.created_at,
    title: t(`operations.${isByHand ? "manual" : kind}`, { amount: money(operation.amount) }),
    badge: { text: t(`operations.states.${state}`), color: OPERATION_COLORS[state] },
    meaning: operation.meaning ? pick(operation.meaning) : "",
    words: verbatim(code && state !== "done" ? t("timeline.code", { code }) : null, message, reference),
    by: operation.actor?.name ?? null,
    fields: { ...(steps.length > 0 ? { steps: steps.join(", ") } : {}), key: operation.idempotency_key },
  }
}

/** An alarm is an entry when it was raised, when somebody got it, and when it was resolved. */
function entriesOfAlarm(alarm: AttemptAlarm, words: Words): Entry[] {
  const { t, pick } = words
  const { id, kind, created_at, resolved_at, resolved_by } = alarm
  const title = t(`alarms.${kind}.title`)
  const nothing = { badge: null, meaning: "", by: null, fields: {} }
  const told = { title: t("timeline.alarm", { title }), words: pick(alarmDetail(alarm)) }
  const raised = { ...nothing, id, at: created_at, ...told }
  const given = entriesOfOwner(alarm, words)
  if (resolved_at === null) return [{ ...raised, badge: { text: t("alarms.open"), color: "red" } }, ...given]
  const ended = { id: `${id} resolved`, at: resolved_at, title: t("timeline.resolved", { title }) }
  return [raised, ...given, { ...nothing, ...ended, words: resolutionWords(alarm, t), by: resolved_by?.name ?? null }]
}

function entriesOfOwner(
  { id, assigned_to: to, assigned_by: by, assigned_at: at }: AttemptAlarm,
  { t }: Words,
): Entry[] {
  if (!to || !at) return []
  const title = t("timeline.assigned", { name: to.name })
  const giver = by && by.id !== to.id ? by.name : null
  return [{ id: `${id} assigned`, at, title, badge: null, meaning: "", words: "", by: giver, fields: {} }]
}
