import type { FidelityRow } from "./core/gateway.js"

/** The fidelity rows as a Markdown table, for the README. */
export function renderFidelity(rows: readonly FidelityRow[]): string {
  const lines = rows.map(({ area, behaviour, tag, source }) => `| ${area} | ${behaviour} | ${tag} | ${source} |`)
  return ["| Area | Behaviour | Fidelity | Source |", "| --- | --- | --- | --- |", ...lines].join("\n")
}
