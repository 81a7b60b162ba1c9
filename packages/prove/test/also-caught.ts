/**
 * By the case of a mutant: the other cases that catch it, too; where there are none, its own case alone does. Mutants that
 * do not stand here are not measured yet: see PROVE_TEETH in teeth.test.ts, on a machine that has nothing else to do. What fails
 * a gate (initiate, paid, notice-of-money) fails whatever follows, and a method that is missing is missed by who calls it.
 */
export const alsoCaughtBy: Readonly<Record<string, readonly string[]>> = {
  "methods-complete": ["retrieve-and-status"],
  identifier: [],
  "options-guard-the-boot": [],
  "guest-and-customer": ["no-secrets"],
  update: [],
  "retrieve-and-status": [],
  "data-is-json": [],
  "throws-not-returns-errors": [],
  "types-shipped": [],
  "declined-is-not-authorized": [],
  "authorize-while-down": [],
  "authorize-while-nonsense": [],
  "authorize-while-empty": [],
  "unpaid-is-not-authorized": ["old-data-in-a-new-session", "shopper-data"],
  "authorize-while-error500": [],
  "authorized-twice": ["notices-at-once", "notice-and-complete-race"],
  "capture-refused": ["capture-in-part"],
  "cancel-releases": ["cancel-refused"],
  "refund-in-part": ["refund-twice-in-part", "refund-reply-lost", "refunds-at-once"],
  "refund-reply-lost": [],
  cents: ["other-currency"],
  "shopper-data": [],
  "initiate-refused": ["cents", "other-currency", "odd-amounts", "words"],
}
