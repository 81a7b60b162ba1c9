import { describe, expect, it } from "vitest"
import {
  BUG_CLASSES,
  CONTRACT_SCENARIOS,
  type GatewayUnderTest,
  MERCHANT_LINES,
  MODULE_SCENARIOS,
  playAll,
  SERVER_SCENARIOS,
  whyNot,
} from "../src/index.js"
import { ecpaySubject } from "./gateways/ecpay.js"
import { openEcpaySandbox } from "./gateways/ecpay-sandbox.js"
import { jkopaySubject, openJkopaySandbox } from "./gateways/jkopay.js"
import { linepaySubject, openLinepaySandbox } from "./gateways/linepay.js"
import { payuniSubject } from "./gateways/payuni.js"
import { openTappaySandbox, tappaySubject } from "./gateways/tappay.js"
import { openModuleHarness } from "./harness/module-harness.js"
import { GATEWAY_MUTANTS, PROVIDER_MUTANTS } from "./mutants/index.js"

const SCENARIOS = [...CONTRACT_SCENARIOS, ...MODULE_SCENARIOS, ...SERVER_SCENARIOS]

const SOUND = {
  ecpay: { subject: ecpaySubject, openSandbox: openEcpaySandbox },
  jkopay: { subject: jkopaySubject, openSandbox: openJkopaySandbox },
  linepay: { subject: linepaySubject, openSandbox: openLinepaySandbox },
  tappay: { subject: tappaySubject, openSandbox: openTappaySandbox },
}

describe("the mutants", () => {
  it.each(GATEWAY_MUTANTS.map((broken) => [broken.fault, broken] as const))(
    "a gateway that %s is caught",
    async (_fault, { of, subject, caughtBy, says }) => {
      const sound = of === "payuni" ? payuniSubject : ecpaySubject
      const [result, ...others] = await playAll(SCENARIOS, subject(sound), { ids: [caughtBy] })
      expect(others).toEqual([])
      expect(result?.verdict).toBe("fail")
      expect(result?.reason).toMatch(says)
    },
  )

  it.each(PROVIDER_MUTANTS.map((broken) => [broken.fault, broken] as const))(
    "a provider that %s is caught",
    // Some are wrong only where things happen at once, which a busy machine may keep from happening.
    { retry: 2 },
    async (_fault, { of = "ecpay", subject: change = (sound: GatewayUnderTest) => sound, wiring, caughtBy, says }) => {
      const changed = change(SOUND[of].subject)
      const openSandbox = () => SOUND[of].openSandbox(200)
      const subject = { ...changed, openModuleHarness: () => openModuleHarness(changed, { openSandbox, ...wiring }) }
      const [result, ...others] = await playAll(SCENARIOS, subject, { ids: [caughtBy] })
      expect(others).toEqual([])
      expect(result?.verdict).toBe("fail")
      expect(result?.reason).toMatch(says)
    },
  )

  it("has a fault for every scenario of the contract level that ECPay is tried by", () => {
    const bitten = new Set(GATEWAY_MUTANTS.filter(({ of }) => of === undefined).map(({ caughtBy }) => caughtBy))
    const toothless = CONTRACT_SCENARIOS.filter(
      (scenario) => !bitten.has(scenario.id) && whyNot(scenario, ecpaySubject) === null,
    )
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
