import { describe, expect, it } from "vitest"
import { BUG_CLASSES, L0, L1, L2, MERCHANT_LINES, playAll, type Subject, whyNot } from "../src/index.js"
import { BROKEN_GATEWAYS, BROKEN_PROVIDERS } from "./broken/index.js"
import { openTill } from "./house/till.js"
import { ecpaySubject } from "./subjects/ecpay.js"
import { openEcpaySandbox } from "./subjects/ecpay-sandbox.js"
import { jkopaySubject, openJkopaySandbox } from "./subjects/jkopay.js"
import { linepaySubject, openLinepaySandbox } from "./subjects/linepay.js"
import { payuniSubject } from "./subjects/payuni.js"
import { openTappaySandbox, tappaySubject } from "./subjects/tappay.js"

const SCENARIOS = [...L0, ...L1, ...L2]

const SOUND = {
  ecpay: { subject: ecpaySubject, openSandbox: openEcpaySandbox },
  jkopay: { subject: jkopaySubject, openSandbox: openJkopaySandbox },
  linepay: { subject: linepaySubject, openSandbox: openLinepaySandbox },
  tappay: { subject: tappaySubject, openSandbox: openTappaySandbox },
}

describe("the kit has teeth", () => {
  it.each(BROKEN_GATEWAYS.map((broken) => [broken.fault, broken] as const))(
    "a gateway that %s is caught",
    async (_fault, { of, subject, caughtBy, says }) => {
      const sound = of === "payuni" ? payuniSubject : ecpaySubject
      const [result, ...others] = await playAll(SCENARIOS, subject(sound), { ids: [caughtBy] })
      expect(others).toEqual([])
      expect(result?.verdict).toBe("fail")
      expect(result?.reason).toMatch(says)
    },
  )

  it.each(BROKEN_PROVIDERS.map((broken) => [broken.fault, broken] as const))(
    "a provider that %s is caught",
    async (_fault, { of = "ecpay", subject: change = (sound: Subject) => sound, house, caughtBy, says }) => {
      const changed = change(SOUND[of].subject)
      const openSandbox = () => SOUND[of].openSandbox(200)
      const subject = { ...changed, openTill: () => openTill(changed, { openSandbox, ...house }) }
      const [result, ...others] = await playAll(SCENARIOS, subject, { ids: [caughtBy] })
      expect(others).toEqual([])
      expect(result?.verdict).toBe("fail")
      expect(result?.reason).toMatch(says)
    },
  )

  it("has a fault for every scenario of L0 that ECPay is tried by", () => {
    const bitten = new Set(BROKEN_GATEWAYS.filter(({ of }) => of === undefined).map(({ caughtBy }) => caughtBy))
    const toothless = L0.filter((scenario) => !bitten.has(scenario.id) && whyNot(scenario, ecpaySubject) === null)
    expect(toothless.map(({ id }) => id)).toEqual([])
  })
})

describe("what the scenarios are for", () => {
  it("covers every bug class and every line of the merchants", () => {
    const cited = new Set(SCENARIOS.flatMap(({ sources }) => sources))
    const known = [...Object.keys(BUG_CLASSES), ...Object.keys(MERCHANT_LINES)]
    expect(known.filter((source) => !cited.has(source as never))).toEqual([])
  })

  it("has ids that are unique", () => {
    const ids = SCENARIOS.map(({ id }) => id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })
})
