import { CONTRACT_SCENARIOS, type GatewayUnderTest, MODULE_SCENARIOS, SERVER_SCENARIOS } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { ecpaySubject } from "./gateways/ecpay.js"
import { ecpayShopEnv, openEcpaySandbox } from "./gateways/ecpay-sandbox.js"
import { openModuleHarness } from "./harness/module-harness.js"
import { openShop } from "./harness/shop.js"
import { report } from "./report.js"

const openSandbox = () => openEcpaySandbox(200)

const subject: GatewayUnderTest = {
  ...ecpaySubject,
  openModuleHarness: () => openModuleHarness(ecpaySubject, { openSandbox }),
  openShop: () => openShop(ecpaySubject, { openSandbox, env: ecpayShopEnv }),
}

conformance(subject, [...CONTRACT_SCENARIOS, ...MODULE_SCENARIOS, ...SERVER_SCENARIOS], { report })
