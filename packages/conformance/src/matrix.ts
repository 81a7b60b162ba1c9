import type { Result } from "./run.js"
import type { Scenario } from "./scenario.js"

const WORDS = { pass: "pass", fail: "**FAIL**", "not applicable": "n/a" } as const

/** A Markdown table, scenario × gateway, with the reasons of what is not applicable below. */
export function renderMatrix(scenarios: readonly Scenario[], results: readonly Result[]): string {
  const subjects = [...new Set(results.map(({ subject }) => subject))]
  const head = ["Level", "Scenario", "What it guards against", ...subjects]
  const rows = scenarios.map((scenario) => rowOf(scenario, subjects, results))
  const reasons = reasonsOf(results.filter(({ verdict }) => verdict === "not applicable"))
  return [
    line(head),
    line(head.map(() => "---")),
    ...rows.map(line),
    ...(reasons.length > 0 ? ["", "Not applicable:", "", ...reasons] : []),
  ].join("\n")
}

function rowOf(scenario: Scenario, subjects: readonly string[], results: readonly Result[]): string[] {
  const verdicts = subjects.map((subject) => {
    const found = results.find((result) => result.subject === subject && result.scenario.id === scenario.id)
    return found ? WORDS[found.verdict] : "not run"
  })
  return [scenario.level, `\`${scenario.id}\` ${scenario.title}`, scenario.sources.join(", "), ...verdicts]
}

/** One line a gateway and reason, with the scenarios that it leaves out. */
function reasonsOf(results: readonly Result[]): string[] {
  const keys = [...new Set(results.map(({ subject, reason }) => `${subject}: ${reason}`))]
  return keys.map((key) => {
    const left = results.filter(({ subject, reason }) => `${subject}: ${reason}` === key)
    return `- ${key} (${left.map(({ scenario }) => `\`${scenario.id}\``).join(", ")})`
  })
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`
}
