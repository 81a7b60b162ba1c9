export type { Adapter, Bank, BankAnswer, BankRequest, Books, Facts, Notice, Session, Trade } from "./facts.js"
export { prove, type Question } from "./prove.js"
export type { ExitCode, Judgement, Report, Result } from "./verdict.js"
export { type ZeroReport, zero } from "./zero/zero.js"
