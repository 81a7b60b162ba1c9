import { below, readTree } from "../laws/tree.mjs"

/** @typedef {{ word: RegExp, instead: string }} Private a word of our own, and the field's */

/** Words of docs/adr/0008: names that a payments engineer would have to look up, and what they are called. @type {Private[]} */
const privateWords = [
  { word: /\bcashier\b/i, instead: "payments" },
  { word: /\b(open|has)?[Tt]erminals?(Of|At)?\b/, instead: "method account" },
  { word: /\bsettlers?(Of)?\b/i, instead: "apply worker" },
  {
    word: /\b(settle_at|settle_tries|settled_at|not_settled|settleSession|dueForSettling)\b/,
    instead: "apply_at, not_applied …",
  },
  { word: /\b(deskOf|openDesk|Desk)\b/, instead: "PaymentContext" },
  {
    word: /\b(AccountLine|mayAsk|shutOutUntil|absentPerHour)\b/,
    instead: "AccountClient, tryAcquire, blockUntil, notFoundPerHour",
  },
  { word: /\b(GatewayKind|OpenedGateway)\b/, instead: "Gateway, OpenedAccount" },
  { word: /\b(DepartureUrls|mayDepart|departureOf|noteDeparture|departedAt)\b|"departed"/, instead: "start" },
  { word: /\b(takeNotice|bindAndCommit|intake)\b/i, instead: "recordMessage" },
  { word: /\b(asked_at|ask_at|claimQuestion|dueForAsking)\b/, instead: "query" },
  {
    word: /\b(isWanted|comeBack|givenBack|giveBack|homeless|whyHomeless|isStray)\b/,
    instead: "isStillPayable, handleReturn, refundedTotal, unmatched",
  },
  {
    word: /\b(MoneyRequest|Fate|followUp|byHand)\b|"(by hand|at once)"/,
    instead: "OperationRequest, QueuedOperationStatus, manual, immediate",
  },
  {
    word: /\b(chargeFor|refundCharge|lookUpBooks|Booked|GIVERS)\b/,
    instead: "toWholeDollars, refundAmount, PaymentRecord, RefundChannel",
  },
  {
    word: /\b(KeptCard|CardShelf|CardKeeping|keepsCards|VaultKey|readVaultKeys)\b/,
    instead: "SavedCard, SavedCards, CardStorage, savesCards, SealingKey",
  },
  { word: /\b(readWishes|ShopperWishes|AccountWish)\b/, instead: "preferences, choice" },
  {
    word: /\b(Tongue|openTill|CounterStep|BrokenProvider)\b/,
    instead: "WireFixtures, ModuleHarness, ScenarioStep, Mutant",
  },
]

/** Where a word stands for something else, or must stay as it is. @type {[file: RegExp, reason: string][]} */
const exceptions = [
  [/\/migrations\//, "migrations name what was there before"],
  [/^scripts\/check\/words/, "the list itself"],
  [/^docs\/(adr\/|glossary)/, "decisions and the glossary tell of the change"],
  [/CHANGELOG\.md$/, "history"],
]

/** Words in a line that are none of ours. */
const innocent = [
  /\/?Cashier\b/, // a path of ECPay's
  /terminal_id|terminalId|TerminalID|the end of the terminal|without a terminal|isTTY/, // the vendors' fields; a terminal to type in
]

/** @param {import("../laws/tree.mjs").Tree} tree @returns {string[]} one line for each private word */
export function privateWordsIn(tree) {
  return below(tree, "packages/", "examples/", "e2e/", "bench/", "month/", "scale/", "scripts/", "docs/")
    .filter(([file]) => /\.(ts|tsx|mjs|md)$/.test(file) && !exceptions.some(([pattern]) => pattern.test(file)))
    .flatMap(([file, text]) => text.split("\n").flatMap((line, index) => complaintsOf(line, `${file}:${index + 1}`)))
}

/** @param {string} line @param {string} place */
function complaintsOf(line, place) {
  if (innocent.some((pattern) => pattern.test(line))) return []
  return privateWords.flatMap(({ word, instead }) => {
    const found = word.exec(line)
    return found ? [`${place}: "${found[0]}" is a word of our own; the field says ${instead}`] : []
  })
}

/** No private word is left in code, tests and documents. */
export const words = () => privateWordsIn(readTree())
