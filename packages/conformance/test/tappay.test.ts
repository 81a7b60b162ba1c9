import { CONTRACT_SCENARIOS, type GatewayUnderTest, MODULE_SCENARIOS, SERVER_SCENARIOS } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { openTappaySandbox, tappayShopEnv, tappaySubject } from "./gateways/tappay.js"
import { openModuleHarness } from "./harness/module-harness.js"
import { openShop } from "./harness/shop.js"
import { report } from "./report.js"

const openSandbox = () => openTappaySandbox(200)

const subject: GatewayUnderTest = {
  ...tappaySubject,
  openModuleHarness: () => openModuleHarness(tappaySubject, { openSandbox }),
  openShop: () => openShop(tappaySubject, { openSandbox, env: tappayShopEnv }),
}

conformance(subject, [...CONTRACT_SCENARIOS, ...MODULE_SCENARIOS, ...SERVER_SCENARIOS], { report })
