import type { TradeState } from "./contract/trade"
import { lookUp } from "./look-up"

/** What a message's codes mean. One table for each kind of message: the same code means different things in two of them. */
export type StateTable<State extends string = TradeState> = Readonly<Record<string, State>>

/** A code's state. What is in no table is `unknown`: never a success, never a failure. */
export function stateIn<State extends string>(table: StateTable<State>, code: string | undefined): State | "unknown" {
  return lookUp(table, code ?? "") ?? "unknown"
}
