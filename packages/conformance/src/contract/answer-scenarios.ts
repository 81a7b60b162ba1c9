import type { ScenarioDefinition } from "../scenario.js"
import type { ContractContext } from "./context.js"
import {
  allRefused,
  allUnbelieved,
  noneIsOurMoney,
  readAs,
  readAsMoney,
  readExactly,
  readWithVoucher,
  unknownStaysUnknown,
} from "./findings.js"
import { ask, askAndAlter, askAndGetNonsense, askAndHearOfOthers, useStrangeCodes } from "./receiving.js"

/** What the gateway answers when it is asked. */
export const ANSWERS: readonly ScenarioDefinition<ContractContext>[] = [
  {
    id: "answer-paid",
    title: "The gateway's answer about money is believed",
    sources: ["notice lost"],
    steps: [ask({ meaning: "paid" })],
    expect: [readAsMoney, readExactly],
  },
  {
    id: "answer-issued",
    title: "An answer about an issued number brings the voucher",
    sources: ["notice lost", "number is not money"],
    needs: ["voucher"],
    steps: [ask({ message: "number", meaning: "issued" })],
    expect: [readAs("issued"), readWithVoucher],
  },
  {
    id: "answer-declined",
    title: "An answer about a declined payment is failed",
    sources: ["unverified authorisation"],
    steps: [ask({ meaning: "declined" })],
    expect: [readAs("failed")],
  },
  {
    id: "answer-about-others",
    title: "An answer about another amount, or another trade, is not read as money of this one",
    sources: ["unchecked amount", "another order's message"],
    steps: [askAndHearOfOthers],
    expect: [noneIsOurMoney],
  },
  {
    id: "unknown-codes-in-answers",
    title: "A code of no table in an answer is unknown",
    sources: ["unverified authorisation", "clock skew"],
    steps: [useStrangeCodes((meaning) => [ask({ meaning })])],
    expect: [unknownStaysUnknown],
  },
  {
    id: "altered-answers",
    title: "A signed answer that was altered is not believed",
    sources: ["unverified notice", "unverified authorisation"],
    needs: ["signed answers"],
    steps: [askAndAlter],
    expect: [allRefused],
  },
  {
    id: "nonsense-answers",
    title: "An answer that is nonsense is no state of the trade",
    sources: ["dead session"],
    steps: [askAndGetNonsense],
    expect: [allUnbelieved],
  },
]
