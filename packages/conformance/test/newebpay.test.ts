import { L0, L1, L2, type Subject } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { openShop } from "./house/shop.js"
import { openTill } from "./house/till.js"
import { report } from "./report.js"
import { newebpaySubject } from "./subjects/newebpay.js"
import { newebpayShopEnv, openNewebpaySandbox } from "./subjects/newebpay-sandbox.js"

const openSandbox = () => openNewebpaySandbox(200)

const subject: Subject = {
  ...newebpaySubject,
  openTill: () => openTill(newebpaySubject, { openSandbox }),
  openShop: () => openShop(newebpaySubject, { openSandbox, env: newebpayShopEnv }),
}

conformance(subject, [...L0, ...L1, ...L2], { report })
