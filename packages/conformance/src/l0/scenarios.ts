import { scenariosOf } from "../scenario.js"
import { ANSWERS } from "./answer-scenarios.js"
import { openBench } from "./bench.js"
import { CONTRACT } from "./contract-scenarios.js"
import { NOTICES } from "./notice-scenarios.js"

/** The gateway as pure data and functions. */
export const L0 = scenariosOf("L0", openBench, [...CONTRACT, ...NOTICES, ...ANSWERS])
