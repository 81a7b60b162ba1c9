import { L0, L1, type Subject } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { openTill } from "./house/till.js"
import { ecpaySubject } from "./subjects/ecpay.js"
import { openEcpaySandbox } from "./subjects/ecpay-sandbox.js"

const subject: Subject = {
  ...ecpaySubject,
  openTill: () => openTill(ecpaySubject, { openSandbox: () => openEcpaySandbox(200) }),
}

conformance(subject, [...L0, ...L1])
