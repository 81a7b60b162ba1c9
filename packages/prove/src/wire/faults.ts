import type { BankAnswer } from "../facts.js"

/** What goes wrong between the provider and its bank. The bank itself is always honest; `late`: it does later what it gave no answer to. */
export type Fault =
  | "down"
  | "error500"
  | "unauthorized"
  | "not-found"
  | "refuse"
  | "nonsense"
  | "empty"
  | "hang"
  | "slow"
  | "cut"
  | "late"
  | Loss

/** The bank has done what it was asked, and its answer does not arrive. */
export type Loss =
  | "lose-reply-of-the-move"
  | "late-reply-of-the-move"
  | "bad-gateway-after-the-move"
  | "nonsense-after-the-move"

/** Whoever is answered so has moved no money. An empty 200 is left out: some banks say "done" by it. */
export const REFUSALS: readonly Fault[] = ["refuse", "unauthorized", "not-found"]

const json = (status: number, value: unknown): BankAnswer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
})

/** Answers given in the bank's place; the bank never sees the request. */
export const answers: Readonly<Partial<Record<Fault, BankAnswer>>> = {
  error500: json(500, { error: "internal" }),
  unauthorized: json(401, { error: "unauthorized", message: "bad key" }),
  "not-found": json(404, { error: "not_found", message: "no such trade" }),
  refuse: json(422, { error: "refused", message: "declined" }),
  nonsense: { status: 200, headers: { "content-type": "text/html" }, body: "<html>busy</html>" },
  empty: { status: 200, headers: { "content-type": "application/json" }, body: "" },
}

const page = (status: number, body: string): BankAnswer => ({ status, headers: { "content-type": "text/html" }, body })

/** What arrives of an answer that a request which moved money was given. */
export const losses: Readonly<Record<Loss, BankAnswer | "hang" | "lost">> = {
  "lose-reply-of-the-move": "lost",
  "late-reply-of-the-move": "hang",
  "bad-gateway-after-the-move": page(502, "<html>bad gateway</html>"),
  "nonsense-after-the-move": page(200, "<html>busy</html>"),
}

export const isLoss = (fault: Fault | null): fault is Loss => fault !== null && fault in losses

/** The bank never hears of the request, and nothing that it could have said comes back. */
export const UNHEARD: readonly Fault[] = ["cut", "hang", "nonsense"]

/** The other ways to lose an answer than by a connection that breaks. */
export const GARBLED: readonly Loss[] = [
  "late-reply-of-the-move",
  "bad-gateway-after-the-move",
  "nonsense-after-the-move",
]
