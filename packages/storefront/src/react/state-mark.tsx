import type { ReactNode } from "react"
import type { PaymentState } from "../status.js"

type Mark = "wait" | "clock" | "done" | "stop" | "ask" | "back"

const marks: Readonly<Record<PaymentState, Mark>> = {
  ready: "clock",
  pending: "wait",
  awaiting: "clock",
  paid: "done",
  failed: "stop",
  expired: "stop",
  canceled: "stop",
  held: "ask",
  refunded: "back",
  replaced: "stop",
}

const drawings: Readonly<Record<Mark, ReactNode>> = {
  wait: <path className="twp-spin" d="M24 6a18 18 0 1 1-18 18" />,
  clock: <path d="M24 6a18 18 0 1 1 0 36 18 18 0 0 1 0-36zM24 14v11l7 4" />,
  done: <path d="M24 6a18 18 0 1 1 0 36 18 18 0 0 1 0-36zM16 24.5l5.5 5.5L32.5 18.5" />,
  stop: <path d="M24 6a18 18 0 1 1 0 36 18 18 0 0 1 0-36zM24 15v11M24 32v.5" />,
  ask: <path d="M24 6a18 18 0 1 1 0 36 18 18 0 0 1 0-36zM19 20a5 5 0 1 1 7.5 4.3c-1.7 1-2.5 1.9-2.5 3.7M24 33v.5" />,
  back: <path d="M24 6a18 18 0 1 1 0 36 18 18 0 0 1 0-36zM20 17l-5 5 5 5M15.5 22H28a5 5 0 0 1 0 10h-4" />,
}

/** The round sign above a result. */
export function StateMark({ state }: { state: PaymentState }) {
  const mark = marks[state]
  return (
    <svg className="twp-mark" data-mark={mark} viewBox="0 0 48 48" aria-hidden="true">
      {drawings[mark]}
    </svg>
  )
}
