import { L0, L1, L2, type Subject } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { openShop } from "./house/shop.js"
import { openTill } from "./house/till.js"
import { report } from "./report.js"
import { jkopayShopEnv, jkopaySubject, openJkopaySandbox } from "./subjects/jkopay.js"

const openSandbox = () => openJkopaySandbox(200)

const subject: Subject = {
  ...jkopaySubject,
  openTill: () => openTill(jkopaySubject, { openSandbox }),
  openShop: () => openShop(jkopaySubject, { openSandbox, env: jkopayShopEnv }),
}

conformance(subject, [...L0, ...L1, ...L2], { report })
