import { scenariosOf } from "../scenario.js"
import { ANSWERS } from "./answer-scenarios.js"
import { BROWSER } from "./browser-scenarios.js"
import { openContractContext } from "./context.js"
import { CONTRACT } from "./contract-scenarios.js"
import { NOTICES } from "./notice-scenarios.js"

/** The gateway as pure data and functions. */
export const CONTRACT_SCENARIOS = scenariosOf("contract", openContractContext, [
  ...CONTRACT,
  ...NOTICES,
  ...BROWSER,
  ...ANSWERS,
])
