import { L0, L1, L2, type Subject } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { openShop } from "./house/shop.js"
import { openTill } from "./house/till.js"
import { report } from "./report.js"
import { linepayShopEnv, linepaySubject, openLinepaySandbox } from "./subjects/linepay.js"

const openSandbox = () => openLinepaySandbox(200)

const subject: Subject = {
  ...linepaySubject,
  openTill: () => openTill(linepaySubject, { openSandbox }),
  openShop: () => openShop(linepaySubject, { openSandbox, env: linepayShopEnv }),
}

conformance(subject, [...L0, ...L1, ...L2], { report })
