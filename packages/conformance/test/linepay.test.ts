import { CONTRACT_SCENARIOS, type GatewayUnderTest, MODULE_SCENARIOS, SERVER_SCENARIOS } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { linepayShopEnv, linepaySubject, openLinepaySandbox } from "./gateways/linepay.js"
import { openModuleHarness } from "./harness/module-harness.js"
import { openShop } from "./harness/shop.js"
import { report } from "./report.js"

const openSandbox = () => openLinepaySandbox(200)

const subject: GatewayUnderTest = {
  ...linepaySubject,
  openModuleHarness: () => openModuleHarness(linepaySubject, { openSandbox }),
  openShop: () => openShop(linepaySubject, { openSandbox, env: linepayShopEnv }),
}

conformance(subject, [...CONTRACT_SCENARIOS, ...MODULE_SCENARIOS, ...SERVER_SCENARIOS], { report })
