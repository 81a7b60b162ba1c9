import { hashInfo } from "@taiwan-payments/medusa/gateways/payuni"
import { markVerified } from "@taiwan-payments/medusa/toolkit"
import { shopAt } from "../gateways/payuni-fixtures.js"
import { type Fields, type GatewayMutant, withNotice } from "./mutate.js"

function fieldsOf(body: Buffer): Fields {
  return Object.fromEntries(new URLSearchParams(body.toString("utf8")))
}

/** Makes the hash fit, whatever came. */
function rehashed(body: Buffer): Buffer {
  const { hashKey, hashIV } = shopAt(0)
  const fields = fieldsOf(body)
  const HashInfo = hashInfo(fields.EncryptInfo ?? "", { hashKey, hashIv: hashIV })
  return Buffer.from(new URLSearchParams({ ...fields, HashInfo }).toString())
}

/** Who is sent sealed messages, and opens them badly. */
export const SEALED_FAULTS: readonly GatewayMutant[] = [
  {
    of: "payuni",
    fault: "believes the status outside of the envelope",
    caughtBy: "status-outside-the-signature",
    says: /which no signature reaches/,
    subject: withNotice((sound) => ({
      verify: (raw) => markVerified({ ...sound.verify(raw).fields, Status: fieldsOf(raw.body).Status ?? "" }),
    })),
  },
  {
    of: "payuni",
    fault: "reads an envelope whose hash it has not compared",
    caughtBy: "spoilt-signatures",
    says: /believed: no signature at all/,
    subject: withNotice((sound) => ({ verify: (raw) => sound.verify({ ...raw, body: rehashed(raw.body) }) })),
  },
  {
    of: "payuni",
    fault: "refuses a message for a field outside of the envelope",
    caughtBy: "added-fields",
    says: /which no signature reaches/,
    subject: withNotice((sound) => ({
      verify: (raw) => {
        if (Object.keys(fieldsOf(raw.body)).length > 5) throw new Error("There is more than there should be.")
        return sound.verify(raw)
      },
    })),
  },
]
