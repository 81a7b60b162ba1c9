import type { Plot } from "../scenario.js"
import type { Bench } from "./bench.js"
import {
  allRefused,
  allUnbelieved,
  readAs,
  readAsMoney,
  readExactly,
  readWithVoucher,
  unknownStaysUnknown,
} from "./findings.js"
import { ask, askAndAlter, askAndGetNonsense, useStrangeCodes } from "./hearing.js"

/** What the gateway answers when it is asked. */
export const ANSWERS: readonly Plot<Bench>[] = [
  {
    id: "answer-paid",
    title: "The gateway's answer about money is believed",
    sources: ["notice lost"],
    steps: [ask({ saying: "paid" })],
    expect: [readAsMoney, readExactly],
  },
  {
    id: "answer-issued",
    title: "An answer about an issued number brings the voucher",
    sources: ["notice lost", "number is not money"],
    needs: ["voucher"],
    steps: [ask({ message: "number", saying: "issued" })],
    expect: [readAs("issued"), readWithVoucher],
  },
  {
    id: "answer-declined",
    title: "An answer about a declined payment is failed",
    sources: ["bug 3"],
    steps: [ask({ saying: "declined" })],
    expect: [readAs("failed")],
  },
  {
    id: "unknown-codes-in-answers",
    title: "A code of no table in an answer is unknown",
    sources: ["bug 3", "clock skew"],
    steps: [useStrangeCodes((saying) => [ask({ saying })])],
    expect: [unknownStaysUnknown],
  },
  {
    id: "altered-answers",
    title: "A signed answer that was altered is not believed",
    sources: ["bug 5", "bug 3"],
    needs: ["signed answers"],
    steps: [askAndAlter],
    expect: [allRefused],
  },
  {
    id: "nonsense-answers",
    title: "An answer that is nonsense is no state of the trade",
    sources: ["bug 16"],
    steps: [askAndGetNonsense],
    expect: [allUnbelieved],
  },
]
