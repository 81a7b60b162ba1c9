import type { ScenarioDefinition } from "../scenario.js"
import type { ContractContext } from "./context.js"
import { readExactly } from "./findings.js"
import { speak } from "./messages.js"
import {
  absentIsAbsent,
  handsHaveAdvice,
  nothingPretends,
  operationsFailOn,
  pureConversations,
  refusesInShutBooks,
  requestsAreBounded,
  strangeCodesAreNoRefusals,
} from "./operations.js"
import { missingOptionsAreAllNamed, productionIsGuarded, wrongOptionsAreRefused } from "./options.js"
import { receiveNotice } from "./receiving.js"
import {
  accountsAreApart,
  acknowledgementDiffers,
  confirmIsIdempotent,
  limitsAreSane,
  methodIdsAreHyphenated,
  namesInBothLanguages,
  paceIsDeclared,
  tradeNumbersCannotCollide,
  vectorsHold,
  vouchersHaveGrace,
} from "./shape.js"
import {
  departByEachMethod,
  departWithOddTitles,
  formsAreDated,
  formsAreWellFormed,
  formsChargeExactly,
  inEachTimeZone,
} from "./starting.js"

/** The gateway as it is described, before anybody pays. */
export const CONTRACT: readonly ScenarioDefinition<ContractContext>[] = [
  {
    id: "contract-shape",
    title: "The gateway is described completely",
    sources: ["hangs"],
    steps: [],
    expect: [namesInBothLanguages, vouchersHaveGrace, requestsAreBounded, pureConversations, accountsAreApart],
  },
  {
    id: "method-ids",
    title: "Ids survive Medusa's provider ids and its dashboard",
    sources: ["numbers collide"],
    steps: [],
    expect: [methodIdsAreHyphenated],
  },
  {
    id: "limits",
    title: "Every method has sane limits, and no amount means anything",
    sources: ["amount shape", "magic amount"],
    steps: [],
    expect: [limitsAreSane],
  },
  {
    id: "pace",
    title: "The gateway's patience is declared",
    sources: ["locked out"],
    steps: [],
    expect: [paceIsDeclared],
  },
  {
    id: "trade-number-rule",
    title: "Trade numbers cannot collide",
    sources: ["numbers collide", "reused number"],
    steps: [],
    expect: [tradeNumbersCannotCollide],
  },
  {
    id: "acknowledgement",
    title: "A refused notice is not acknowledged",
    sources: ["notice lost"],
    needs: ["notices"],
    steps: [],
    expect: [acknowledgementDiffers],
  },
  {
    id: "absent-operations",
    title: "What cannot be done is absent, and says what to do instead",
    sources: ["false success", "manual refund"],
    steps: [],
    expect: [absentIsAbsent, handsHaveAdvice],
  },
  {
    id: "unknown-codes-of-movements",
    title: "A code of no table after a refund, a capture or a release is unknown, and no refusal of it",
    sources: ["refund follows the gateway", "lost reply"],
    needs: ["refund", "movement codes"],
    steps: [],
    expect: [strangeCodesAreNoRefusals],
  },
  {
    id: "no-pretending",
    title: "No operation succeeds without the gateway's word",
    sources: ["false success", "capture not made", "refund follows the gateway"],
    steps: [],
    expect: [
      nothingPretends,
      operationsFailOn("an empty answer", 200, ""),
      operationsFailOn("a page", 200, "<html>busy</html>"),
      operationsFailOn("HTTP 500", 500, "RtnCode=1"),
      operationsFailOn("an empty object", 200, "{}"),
    ],
  },
  {
    id: "options-all-at-once",
    title: "A wrong configuration stops the boot with every problem in one message",
    sources: ["leaks"],
    steps: [],
    expect: [missingOptionsAreAllNamed, wrongOptionsAreRefused],
  },
  {
    id: "production-guard",
    title: "Test keys and private hosts cannot reach production",
    sources: ["test keys"],
    needs: ["published test keys"],
    steps: [],
    expect: [productionIsGuarded],
  },
  {
    id: "vendor-vectors",
    title: "The codec agrees with the vendor",
    sources: ["unverified notice"],
    needs: ["codec"],
    steps: [],
    expect: [vectorsHold],
  },
  {
    id: "confirm",
    title: "A payment that the merchant must complete can be completed",
    sources: ["confirmed twice"],
    needs: ["confirm"],
    steps: [],
    expect: [confirmIsIdempotent],
  },
  {
    id: "exact-form",
    title: "The form charges what was asked, under the number that was asked",
    sources: ["amount shape", "trusted shopper data", "reused number", "leaks"],
    needs: ["start by form"],
    steps: [departByEachMethod],
    expect: [formsChargeExactly, formsAreWellFormed],
  },
  {
    id: "odd-titles",
    title: "Item names of any kind make a form that is clean",
    sources: ["fractions"],
    needs: ["start by form"],
    steps: [departWithOddTitles],
    expect: [formsChargeExactly, formsAreWellFormed],
  },
  {
    id: "taipei-time",
    title: "Wall-clock at the wire is Taipei's, wherever the server stands",
    sources: ["Taipei time"],
    needs: ["start by form", "signed notices"],
    steps: [],
    expect: [
      inEachTimeZone([departByEachMethod, formsAreDated, speak({ meaning: "paid" }), receiveNotice, readExactly]),
    ],
  },
  {
    id: "shut-books-refused",
    title: "While the books are shut nothing is asked to move",
    sources: ["closed windows"],
    needs: ["closed windows", "refund"],
    steps: [],
    expect: [refusesInShutBooks],
  },
]
