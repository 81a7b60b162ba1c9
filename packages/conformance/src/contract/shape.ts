import { claim, claimEqual, show } from "../claims.js"
import { step } from "../scenario.js"
import { type ContractContext, openContractContext, PLACES } from "./context.js"

const HYPHENATED = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

export const namesInBothLanguages = step<ContractContext>(
  "the gateway and its methods have a name in both languages",
  ({ kind }) => {
    for (const { name } of [kind, ...kind.methods]) {
      claim(name.en.trim() !== "" && name["zh-TW"].trim() !== "", `a name is missing: ${show(name)}`)
    }
  },
)

export const methodIdsAreHyphenated = step<ContractContext>(
  "ids are lower case with hyphens, and each stands once",
  ({ kind }) => {
    claim(kind.methods.length > 0, "there is no method")
    const ids = kind.methods.map(({ id }) => id)
    const identifiers = kind.methods.map(({ identifier }) => identifier)
    for (const id of [kind.id, ...ids, ...identifiers]) claim(HYPHENATED.test(id), `${id} is not hyphenated`)
    for (const identifier of identifiers)
      claim(identifier.startsWith(kind.id), `${identifier} does not name its gateway`)
    claimEqual([new Set(ids).size, new Set(identifiers).size], [ids.length, ids.length], "different ids")
  },
)

export const limitsAreSane = step<ContractContext>("limits are whole dollars, a least and a most", ({ kind }) => {
  for (const { id, limits } of kind.methods) {
    const { min, max } = limits
    claim(Number.isSafeInteger(min) && Number.isSafeInteger(max), `${id}: limits ${show(limits)} are not whole dollars`)
    claim(min >= 1 && max > min && max <= 20_000_000, `${id}: limits ${show(limits)}`)
  }
})

export const vouchersHaveGrace = step<ContractContext>(
  "a method that is paid later has a grace, and is captured at once",
  ({ kind }) => {
    for (const { id, voucher, quietMinutes } of kind.methods) {
      claim(quietMinutes >= 1, `${id}: may be asked about after ${quietMinutes} minutes`)
      claim(voucher === undefined || voucher.graceHours >= 1, `${id}: no grace after the deadline`)
    }
  },
)

export const paceIsDeclared = step<ContractContext>("how often the gateway may be asked is declared", ({ gateway }) => {
  const { perTradeSeconds, perMinute } = gateway.rateLimits
  claim(perTradeSeconds >= 1 && perMinute >= 1 && perMinute <= 600, `pace ${show(gateway.rateLimits)}`)
})

/** 64 bits: a million trades a year for a thousand years collide with a chance of less than one in 30. */
export const tradeNumbersCannotCollide = step<ContractContext>(
  "trade numbers have room: at least 64 bits, no character twice",
  ({ gateway }) => {
    const { length, alphabet } = gateway.tradeNumber
    claimEqual(new Set(alphabet).size, alphabet.length, "different characters of the alphabet")
    const bits = length * Math.log2(alphabet.length)
    claim(bits >= 64, `trade numbers have ${Math.floor(bits)} bits`)
  },
)

export const acknowledgementDiffers = step<ContractContext>(
  "the acknowledgement is the gateway's own words, and refusing says something else",
  ({ gateway }) => {
    const { notice } = gateway
    claim(notice !== null, "the subject says that the gateway sends notices, and it hears none")
    const { ack, refuse } = notice
    claim(ack.status === 200, `acknowledged with HTTP ${ack.status}`)
    claim(ack.body !== refuse.body && refuse.status >= 400, `refused with ${show(refuse)}`)
  },
)

export const vectorsHold = step<ContractContext>(
  "every vector of the vendor's holds, and there is one that is not our own",
  ({ subject }) => {
    const foreign = subject.vectors.filter(({ kind }) => kind !== "self")
    claim(foreign.length >= 1, "there is no vector that the vendor made")
    for (const { id, holds } of subject.vectors) claim(holds(), `the codec disagrees with ${id}`)
  },
)

export const confirmIsIdempotent = step<ContractContext>("confirming is there", ({ gateway }) => {
  claim(gateway.confirm !== undefined, "the subject says that payments are confirmed, and the gateway has no confirm")
})

/** Opened twice, so that nothing is kept between accounts. */
export const accountsAreApart = step<ContractContext>(
  "two accounts of one gateway know nothing of each other",
  (context) => {
    const second = context.kind.openAccount(context.subject.options(PLACES, { merchant: 1 })).account
    claim(second.merchant !== context.gateway.merchant, "the subject's second account is the first")
    claimEqual(
      openContractContext(context.subject).gateway.merchant,
      context.gateway.merchant,
      "the first account, opened again",
    )
  },
)
