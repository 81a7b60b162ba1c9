import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import type { Page } from "playwright-core"

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js")

declare const window: {
  axe: { run(within: string, options: object): Promise<{ violations: Violation[] }> }
}

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** What axe holds against a page, a line for each element; the dashboard's own frame around ours is Medusa's. */
export async function violationsOf(page: Page, within: string): Promise<string[]> {
  await page.evaluate(await readFile(axe, "utf8"))
  const { violations } = await page.evaluate((place) => window.axe.run(place, { resultTypes: ["violations"] }), within)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  )
}
