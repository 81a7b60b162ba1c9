import { expected, type GatewayMutant, received, withVerify } from "./mutate.js"

const believesTheSum = withVerify((fields) => received(fields) === expected(fields))

/** Who believes whatever the sum fits. */
export const BROWSER_FAULTS: readonly GatewayMutant[] = [
  {
    fault: "reads a name in other letters as another field",
    caughtBy: "recased-names",
    says: /believed: \w+ as \w+/,
    subject: believesTheSum,
  },
  {
    fault: "reads a field inside of another as a part of it",
    caughtBy: "hidden-fields",
    says: /believed: \w+ inside of \w+/,
    subject: believesTheSum,
  },
  {
    fault: "takes our own order for a notice",
    caughtBy: "own-order-as-notice",
    says: /believed: our order by/,
    subject: believesTheSum,
  },
]
