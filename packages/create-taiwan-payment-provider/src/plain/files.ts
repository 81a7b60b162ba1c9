import type { Answers } from "../answers.js"
import { lines } from "../lines.js"
import type { Names } from "../names.js"
import type { PlannedStep } from "../plan.js"
import { template } from "../template.js"
import { providerClass } from "./provider.js"
import { signatureFile } from "./signature.js"

const indexFile = ({ type }: Names) =>
  lines(
    'import { ModuleProvider, Modules } from "@medusajs/framework/utils"',
    `import { ${type} } from "./provider.js"`,
    "",
    `export default ModuleProvider(Modules.PAYMENT, { services: [${type}] })`,
    "",
    'export type { Options } from "./provider.js"',
  )

const testFile = ({ type }: Names) =>
  lines(
    'import { nothingLeft } from "@taiwan-payments/prove/vitest"',
    'import * as adapter from "../bank.prove.mjs"',
    `import { ${type} } from "../src/provider.ts"`,
    "",
    `nothingLeft({ provider: ${type}, adapter })`,
  )

/** What a plain class has of its own. */
export function plainFiles(
  answers: Answers,
  names: Names,
  plan: readonly PlannedStep[],
): [path: string, text: string][] {
  return [
    ["src/index.ts", indexFile(names)],
    ["src/provider.ts", providerClass(answers, names, plan)],
    ["src/signature.ts", signatureFile(answers)],
    ["src/send.ts", template("plain/send.ts")],
    ["src/not-written.ts", template("plain/not-written.ts")],
    ["test/provider.test.mjs", testFile(names)],
  ]
}
