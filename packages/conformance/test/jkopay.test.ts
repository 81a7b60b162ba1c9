import { CONTRACT_SCENARIOS, type GatewayUnderTest, MODULE_SCENARIOS, SERVER_SCENARIOS } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { jkopayShopEnv, jkopaySubject, openJkopaySandbox } from "./gateways/jkopay.js"
import { openModuleHarness } from "./harness/module-harness.js"
import { openShop } from "./harness/shop.js"
import { report } from "./report.js"

const openSandbox = () => openJkopaySandbox(200)

const subject: GatewayUnderTest = {
  ...jkopaySubject,
  openModuleHarness: () => openModuleHarness(jkopaySubject, { openSandbox }),
  openShop: () => openShop(jkopaySubject, { openSandbox, env: jkopayShopEnv }),
}

conformance(subject, [...CONTRACT_SCENARIOS, ...MODULE_SCENARIOS, ...SERVER_SCENARIOS], { report })
