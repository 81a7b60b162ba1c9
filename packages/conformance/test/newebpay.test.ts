import { CONTRACT_SCENARIOS, type GatewayUnderTest, MODULE_SCENARIOS, SERVER_SCENARIOS } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { newebpaySubject } from "./gateways/newebpay.js"
import { newebpayShopEnv, openNewebpaySandbox } from "./gateways/newebpay-sandbox.js"
import { openModuleHarness } from "./harness/module-harness.js"
import { openShop } from "./harness/shop.js"
import { report } from "./report.js"

const openSandbox = () => openNewebpaySandbox(200)

const subject: GatewayUnderTest = {
  ...newebpaySubject,
  openModuleHarness: () => openModuleHarness(newebpaySubject, { openSandbox }),
  openShop: () => openShop(newebpaySubject, { openSandbox, env: newebpayShopEnv }),
}

conformance(subject, [...CONTRACT_SCENARIOS, ...MODULE_SCENARIOS, ...SERVER_SCENARIOS], { report })
