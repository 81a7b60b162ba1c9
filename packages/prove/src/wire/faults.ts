import type { BankAnswer } from "../facts.js"

/** What goes wrong between the provider and its bank. The bank itself is always honest. */
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
  | "lose-reply-of-the-move"

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
