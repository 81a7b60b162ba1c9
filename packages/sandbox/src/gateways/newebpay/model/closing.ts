/** The capture state of a paid trade. `cancel-queued`: TRA20001, until the nightly batch. */
export type CloseState = "authorised" | "cancel-queued" | "waiting" | "processing" | "closed" | "cancelled"
/** The state of the latest refund. */
export type RefundState = "none" | "waiting" | "processing" | "done" | "failed"
export type Command = "cancel" | "capture" | "cancel-capture" | "refund" | "cancel-refund"
export type Family = "card" | "wallet" | "lending"

interface Refund {
  amount: number
  state: Exclude<RefundState, "none">
  at: Date
}

/** Capture and refunds of an authorised amount. Amounts in whole TWD. */
export interface Closing {
  family: Family
  state: CloseState
  authorised: number
  captured: number | null
  refunds: Refund[]
}

export function newClosing(family: Family, authorised: number): Closing {
  return { family, state: "authorised", authorised, captured: null, refunds: [] }
}

export function refundState({ refunds }: Closing): RefundState {
  return refunds.at(-1)?.state ?? "none"
}

/** BackBalance: what can still be refunded. */
export function balanceOf({ authorised, captured, refunds }: Closing): number {
  const given = refunds.filter(({ state }) => state !== "failed").reduce((sum, { amount }) => sum + amount, 0)
  return (captured ?? authorised) - given
}

type Answers = Readonly<Record<Command, string | null>>

const NOT_CAPTURED = { refund: "TRA10035", "cancel-refund": "TRA10035" } as const
const OVER: Answers = { cancel: "TRA10047", capture: "TRA10035", "cancel-capture": "TRA10035", ...NOT_CAPTURED }

/** Figures 5 and 6 of §5.2: what each state answers. Null: the command is executed. */
const CLOSE_ANSWERS: Readonly<Record<CloseState, Answers>> = {
  authorised: { cancel: null, capture: null, "cancel-capture": "TRA10035", ...NOT_CAPTURED },
  "cancel-queued": OVER,
  waiting: { cancel: "TRA10048", capture: "TRA10048", "cancel-capture": null, ...NOT_CAPTURED },
  processing: {
    cancel: "TRA10048",
    capture: "TRA10048",
    "cancel-capture": "TRA10095",
    refund: null,
    "cancel-refund": null,
  },
  closed: {
    cancel: "TRA20011",
    capture: "TRA10035",
    "cancel-capture": "TRA10095",
    refund: null,
    "cancel-refund": null,
  },
  cancelled: OVER,
}

/** Only one refund at a time, and it can be cancelled only until 21:00. */
const REFUND_ANSWERS: Readonly<Record<RefundState, Pick<Answers, "refund" | "cancel-refund">>> = {
  none: { refund: null, "cancel-refund": "TRA10035" },
  waiting: { refund: "TRA20027", "cancel-refund": null },
  processing: { refund: "TRA20027", "cancel-refund": "TRA10095" },
  done: { refund: null, "cancel-refund": "TRA10095" },
  failed: { refund: null, "cancel-refund": "TRA10045" },
}

/** The code that refuses a command in the present state, or null if it is allowed. */
export function refusalOf(closing: Closing | null, command: Command): string | null {
  if (!closing) return OVER[command]
  const code = CLOSE_ANSWERS[closing.state][command]
  if (code !== null || (command !== "refund" && command !== "cancel-refund")) return code
  return REFUND_ANSWERS[refundState(closing)][command]
}

/** Executes a command that `refusalOf` allows. */
export function carryOut(closing: Closing, command: Command, amount: number, at: Date): void {
  switch (command) {
    case "cancel":
      closing.state = "cancelled"
      return
    case "capture":
      closing.state = "waiting"
      closing.captured = amount
      return
    case "cancel-capture":
      closing.state = "authorised"
      closing.captured = null
      return
    case "refund":
      closing.refunds.push({ amount, state: "waiting", at })
      return
    case "cancel-refund":
      closing.refunds.pop()
  }
}

const NIGHT: Readonly<Partial<Record<CloseState, CloseState>>> = { waiting: "processing", "cancel-queued": "cancelled" }

/** 21:00: submits what waits to the bank. */
export function submitToBank(closing: Closing): void {
  closing.state = NIGHT[closing.state] ?? closing.state
  for (const refund of closing.refunds) if (refund.state === "waiting") refund.state = "processing"
}

/** Applies the bank's result file: what was being processed is done. */
export function applyBankFile(closing: Closing): void {
  if (closing.state === "processing") closing.state = "closed"
  for (const refund of closing.refunds) if (refund.state === "processing") refund.state = "done"
}

type Numbers<State extends string> = Readonly<Record<State, string>>

const CARD_CLOSE: Numbers<CloseState> = {
  authorised: "0",
  "cancel-queued": "0",
  cancelled: "0",
  waiting: "1",
  processing: "2",
  closed: "3",
}

/** CloseStatus, which lenders count differently. */
export function closeStatus({ family, state }: Closing): string {
  if (family !== "lending") return CARD_CLOSE[state]
  return { ...CARD_CLOSE, processing: "1", closed: "2" }[state]
}

/** BackStatus, by the newest refund. */
export function backStatus(closing: Closing): string {
  const numbers: Numbers<RefundState> = { none: "0", waiting: "1", processing: "2", done: "3", failed: "4" }
  return numbers[refundState(closing)]
}
