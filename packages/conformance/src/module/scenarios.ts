import { scenariosOf } from "../scenario.js"
import { AMOUNTS } from "./amounts.js"
import { CAPTURES } from "./captures.js"
import { openScenarioContext } from "./context.js"
import { EXPIRY } from "./expiry.js"
import { CALM } from "./harmless-failures.js"
import { HINTS } from "./hints.js"
import { TWICE } from "./idempotency.js"
import { LOST_REPLIES } from "./lost-replies.js"
import { LAST_WORD } from "./merchant-confirmation.js"
import { UNPAID } from "./no-payment.js"
import { PAID } from "./payment.js"
import { REFUNDS } from "./refunds.js"
import { TOKENS } from "./tokens.js"

/** The provider class on a real database, with the gateway's sandbox. */
export const MODULE_SCENARIOS = scenariosOf("module", openScenarioContext, [
  ...AMOUNTS,
  ...PAID,
  ...UNPAID,
  ...TWICE,
  ...HINTS,
  ...LAST_WORD,
  ...TOKENS,
  ...CALM,
  ...EXPIRY,
  ...REFUNDS,
  ...LOST_REPLIES,
  ...CAPTURES,
])
