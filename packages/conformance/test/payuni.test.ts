import { CONTRACT_SCENARIOS, type GatewayUnderTest, MODULE_SCENARIOS, SERVER_SCENARIOS } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { payuniSubject } from "./gateways/payuni.js"
import { openPayuniSandbox, payuniShopEnv } from "./gateways/payuni-sandbox.js"
import { openModuleHarness } from "./harness/module-harness.js"
import { openShop } from "./harness/shop.js"
import { report } from "./report.js"

const openSandbox = () => openPayuniSandbox(200)

const subject: GatewayUnderTest = {
  ...payuniSubject,
  openModuleHarness: () => openModuleHarness(payuniSubject, { openSandbox }),
  openShop: () => openShop(payuniSubject, { openSandbox, env: payuniShopEnv }),
}

conformance(subject, [...CONTRACT_SCENARIOS, ...MODULE_SCENARIOS, ...SERVER_SCENARIOS], { report })
