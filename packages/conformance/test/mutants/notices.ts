import { PaymentError } from "@taiwan-payments/medusa/toolkit"
import { expected, type GatewayMutant, received, withNotice, withVerify } from "./mutate.js"

/** Who listens badly. */
export const NOTICE_FAULTS: readonly GatewayMutant[] = [
  {
    fault: "believes a notice without a signature",
    caughtBy: "missing-fields",
    says: /believed: without CheckMacValue/,
    subject: withVerify((fields) => !fields.CheckMacValue || received(fields) === expected(fields)),
  },
  {
    fault: "believes an empty signature",
    caughtBy: "spoilt-signatures",
    says: /believed: /,
    subject: withVerify((fields) => received(fields).trim() === "" || received(fields) === expected(fields)),
  },
  {
    fault: "believes every notice",
    caughtBy: "strangers-notice",
    says: /believed: /,
    subject: withVerify(() => true),
  },
  {
    fault: "compares only the beginning of the signature",
    caughtBy: "one-bit-changes",
    says: /believed: CheckMacValue, character/,
    subject: withVerify((fields) => received(fields).slice(0, 60) === expected(fields).slice(0, 60)),
  },
  {
    fault: "signs over a list of fields, so that others may be added",
    caughtBy: "added-fields",
    says: /believed: with /,
    subject: withVerify((fields) => {
      const { More: _more, ...known } = fields
      return received(fields) === expected(known)
    }),
  },
  {
    fault: "lets the last of two fields win",
    caughtBy: "repeated-fields",
    says: /believed: .* once more before/,
    subject: withVerify((fields) => received(fields) === expected(fields)),
  },
  {
    fault: "leaves the status out of the signed part",
    caughtBy: "status-outside-the-signature",
    says: /believed: RtnCode/,
    subject: withVerify((fields) =>
      ["1", "10100058"].some((RtnCode) => received(fields) === expected({ ...fields, RtnCode })),
    ),
  },
  {
    fault: "tells the expected signature in its error",
    caughtBy: "one-bit-changes",
    says: /shows the .* of the values that must stay hidden/,
    subject: withNotice((sound) => ({
      verify: (raw) => {
        try {
          return sound.verify(raw)
        } catch (error) {
          const fields = Object.fromEntries(new URLSearchParams(raw.body.toString("utf8")))
          const proper = { ...fields, TradeAmt: "1060" }
          throw new PaymentError("signature", `CheckMacValue is not ${expected(proper)}`, { cause: error })
        }
      },
    })),
  },
  {
    fault: "crashes on what is no message",
    caughtBy: "nonsense-notices",
    says: /ended in TypeError/,
    subject: withNotice((sound) => ({
      verify: (raw) => {
        if (!raw.body.toString("utf8").includes("CheckMacValue")) throw new TypeError("undefined is not a function")
        return sound.verify(raw)
      },
    })),
  },
]
