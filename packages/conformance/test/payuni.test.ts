import { L0, L1, L2, type Subject } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { openShop } from "./house/shop.js"
import { openTill } from "./house/till.js"
import { report } from "./report.js"
import { payuniSubject } from "./subjects/payuni.js"
import { openPayuniSandbox, payuniShopEnv } from "./subjects/payuni-sandbox.js"

const openSandbox = () => openPayuniSandbox(200)

const subject: Subject = {
  ...payuniSubject,
  openTill: () => openTill(payuniSubject, { openSandbox }),
  openShop: () => openShop(payuniSubject, { openSandbox, env: payuniShopEnv }),
}

conformance(subject, [...L0, ...L1, ...L2], { report })
