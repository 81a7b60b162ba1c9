import { L0, L1, L2, type Subject } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { openShop } from "./house/shop.js"
import { openTill } from "./house/till.js"
import { report } from "./report.js"
import { openTappaySandbox, tappayShopEnv, tappaySubject } from "./subjects/tappay.js"

const openSandbox = () => openTappaySandbox(200)

const subject: Subject = {
  ...tappaySubject,
  openTill: () => openTill(tappaySubject, { openSandbox }),
  openShop: () => openShop(tappaySubject, { openSandbox, env: tappayShopEnv }),
}

conformance(subject, [...L0, ...L1, ...L2], { report })
