import { L0 } from "../src/index.js"
import { conformance } from "../src/vitest.js"
import { ecpaySubject } from "./subjects/ecpay.js"

conformance(ecpaySubject, L0)
