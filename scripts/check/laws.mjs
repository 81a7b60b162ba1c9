import { laws as all } from "../laws/index.mjs"
import { readTree } from "../laws/tree.mjs"

export function laws() {
  const tree = readTree()
  return all.flatMap(({ title, violations }) => violations(tree).map((line) => `${line} (law: ${title})`))
}
