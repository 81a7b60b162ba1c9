import { finding } from "../finding"
import type { Check } from "./check"

/** As `engines` of package.json has it; `npm install` only warns. */
const OLDEST_NODE: readonly (readonly [major: number, minor: number])[] = [
  [20, 19],
  [22, 12],
]
const OLDEST_MEDUSA = [2, 21] as const

export const versions: Check = ({ versions: { node, medusa } }) => [
  ...(isGoodNode(node)
    ? []
    : [
        finding(
          "versions",
          "node",
          `This is Node ${node}; install Node 20.19, or 22.12 and later.`,
          `目前的 Node 是 ${node}，請安裝 20.19，或 22.12 以上的版本。`,
        ),
      ]),
  ...Object.entries(medusa).flatMap(([name, version]) => medusaFinding(name, version)),
  ...mixed(medusa),
]

function isGoodNode(version: string): boolean {
  const [major = 0, minor = 0] = numbersOf(version)
  const newest = OLDEST_NODE.at(-1)?.[0] ?? 0
  return major > newest || OLDEST_NODE.some(([line, oldest]) => major === line && minor >= oldest)
}

function medusaFinding(name: string, version: string | null) {
  if (version === null)
    return [
      finding(
        "versions",
        name,
        `${name} is not installed here; run this in the Medusa project's folder, after "npm install".`,
        `這裡沒有安裝 ${name}，請在 Medusa 專案的資料夾執行，並先執行「npm install」。`,
      ),
    ]
  const [major = 0, minor = 0] = numbersOf(version)
  const isKnown = major === OLDEST_MEDUSA[0] && minor >= OLDEST_MEDUSA[1]
  if (isKnown) return []
  return [
    finding(
      "versions",
      name,
      `${name} is ${version}; this plugin needs Medusa 2.21 or later, below 3.`,
      `${name} 的版本是 ${version}，本外掛需要 Medusa 2.21 以上、3 以下的版本。`,
    ),
  ]
}

function mixed(medusa: Readonly<Record<string, string | null>>) {
  const found = Object.values(medusa).filter((version) => version !== null)
  if (new Set(found).size < 2) return []
  const list = Object.entries(medusa)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ")
  return [
    finding(
      "versions",
      "medusa",
      `Medusa's packages are of different versions (${list}); give all of them the same one in package.json.`,
      `Medusa 各套件的版本不一致（${list}），請在 package.json 全部改成同一個版本。`,
    ),
  ]
}

function numbersOf(version: string): number[] {
  return version.split(/[.-]/).map(Number)
}
