import type { WireFixtures } from "./gateway-under-test.js"

type Parts = "notice" | "fieldsOf" | "compose" | "signature" | "foldsCase" | "orderedAt" | "amountOf" | "tradeNoOf"

/** What a gateway has no words for that signs no notice and is not started by a form; its needs say so, so nothing asks. */
export function noSignedNotices(name: string): Pick<WireFixtures, Parts> {
  const silent = () => {
    throw new Error(`${name} sends no signed notice.`)
  }
  const nothing = () => null
  return {
    notice: silent,
    fieldsOf: silent,
    compose: silent,
    signature: "",
    foldsCase: false,
    orderedAt: nothing,
    amountOf: nothing,
    tradeNoOf: nothing,
  }
}
