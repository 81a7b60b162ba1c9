import { scenariosOf } from "../scenario.js"
import { AMOUNTS } from "./amounts.js"
import { CALM } from "./calm.js"
import { CAPTURES } from "./captures.js"
import { openCounter } from "./counter.js"
import { EXPIRY } from "./expiry.js"
import { HINTS } from "./hints.js"
import { LAST_WORD } from "./last-word.js"
import { PAID } from "./paid.js"
import { REFUNDS } from "./refunds.js"
import { TOKENS } from "./tokens.js"
import { TWICE } from "./twice.js"
import { UNPAID } from "./unpaid.js"

/** The provider class on a real database, with the gateway's sandbox. */
export const L1 = scenariosOf("L1", openCounter, [
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
  ...CAPTURES,
])
