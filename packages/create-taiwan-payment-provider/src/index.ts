export { type Answers, everyAnswer, problemsOf } from "./answers.js"
export { packageFiles } from "./package-files.js"
export { type PlannedStep, planOf } from "./plan.js"
export { gatewayFolder } from "./toolkit/files.js"
