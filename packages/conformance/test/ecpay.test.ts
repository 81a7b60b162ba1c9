import { L0, L1, L2, type Subject } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { openShop } from "./house/shop.js"
import { openTill } from "./house/till.js"
import { report } from "./report.js"
import { ecpaySubject } from "./subjects/ecpay.js"
import { ecpayShopEnv, openEcpaySandbox } from "./subjects/ecpay-sandbox.js"

const openSandbox = () => openEcpaySandbox(200)

const subject: Subject = {
  ...ecpaySubject,
  openTill: () => openTill(ecpaySubject, { openSandbox }),
  openShop: () => openShop(ecpaySubject, { openSandbox, env: ecpayShopEnv }),
}

conformance(subject, [...L0, ...L1, ...L2], { report })
