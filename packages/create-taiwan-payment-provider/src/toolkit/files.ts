import type { Answers } from "../answers.js"
import { lines } from "../lines.js"
import { type Names, namesOf } from "../names.js"
import { type PlannedStep, planOf } from "../plan.js"
import { gatewayFile, indexFile } from "./assembly.js"
import { clientFile, codesFile, configFile, type Draft, methodsFile } from "./gateway-files.js"
import { noticeFile, operationsFile, queryFile, startFile, tradeFile, wireFile } from "./speech-files.js"

/** The files of a gateway, by the floor plan of docs/writing-a-gateway.md. */
function floorPlan(draft: Draft): [name: string, text: string][] {
  const notice = noticeFile(draft)
  return [
    ["index.ts", indexFile(draft)],
    ["gateway.ts", gatewayFile(draft)],
    ["config.ts", configFile(draft)],
    ["methods.ts", methodsFile(draft)],
    ["codes.ts", codesFile(draft)],
    ["client.ts", clientFile(draft)],
    ["start.ts", startFile(draft)],
    ["query.ts", queryFile(draft)],
    ["trade.ts", tradeFile(draft)],
    ["operations.ts", operationsFile(draft)],
    ...(notice ? [["notice.ts", notice] as [string, string]] : []),
    ["wire.ts", wireFile(draft)],
  ]
}

const testFile = ({ value }: Names) =>
  lines(
    'import { gatewayProbes, walk } from "@taiwan-payments/conformance"',
    'import { nothingLeft } from "@taiwan-payments/prove/vitest"',
    'import * as adapter from "../bank.prove.mjs"',
    `import { ${value} } from "../src/gateway.ts"`,
    'import provider from "../src/index.ts"',
    "",
    "nothingLeft({",
    "  provider,",
    "  adapter,",
    `  probes: gatewayProbes(${value}, adapter),`,
    `  judge: () => walk(${value}, adapter),`,
    "})",
  )

/** What a package on the toolkit has of its own. */
export function packageOfGateway(answers: Answers, names: Names, plan: readonly PlannedStep[]): [string, string][] {
  const draft: Draft = { answers, names, plan, place: "package" }
  const sources = floorPlan(draft).map(([name, text]): [string, string] => [`src/${name}`, text])
  return [...sources, ["test/gateway.test.mjs", testFile(names)]]
}

/** What is written of a gateway inside of this repository, whose bank is a sandbox of its own. */
export function gatewayPlan(answers: Answers): PlannedStep[] {
  const own = planOf(answers).filter(({ section }) => section !== null)
  return own.map((step, index) => ({ ...step, number: index + 1, file: step.file.replace("src/", "") }))
}

/** The folder of a gateway inside of this repository, `packages/plugin/src/providers/<id>`. */
export function gatewayFolder(answers: Answers): Map<string, string> {
  const names = namesOf(answers.name)
  return new Map(floorPlan({ answers, names, plan: gatewayPlan(answers), place: "repository" }))
}
