/**
 * The providers that words of a command line name: a gateway (`ecpay`), a method (`ecpay-atm`) or a whole id
 * (`pp_ecpay-atm_main`). No words name all.
 *
 * @throws Error on a word that names none, and when there are none.
 */
export function chooseMethods(configured: readonly string[], words: readonly string[]): readonly string[] {
  if (configured.length === 0) throw new Error("No gateway of Taiwan payments is configured in the payment module.")
  const strangers = words.filter((word) => !configured.some((id) => isNamed(id, word)))
  if (strangers.length > 0) {
    throw new Error(`${strangers.join(", ")}: no such method is configured. There are ${configured.join(", ")}.`)
  }
  return words.length === 0 ? configured : configured.filter((id) => words.some((word) => isNamed(id, word)))
}

/** Ids are `pp_<gateway>-<method>_<account>`, and `pp_<gateway>_<account>` where the gateway's page offers the choice. */
function isNamed(id: string, word: string): boolean {
  const [method = ""] = id.replace(/^pp_/, "").split("_")
  return id === word || method === word || method.startsWith(`${word}-`)
}
