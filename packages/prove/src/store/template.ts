import type { Template } from "../house/database.js"
import type { Medusa } from "../house/medusa.js"
import { builtFile, runChild } from "./child.js"
import { makeFolder, removeFolder } from "./folder.js"

/** All tables of Medusa, and a small shop in them. */
export const STORE: Template = { name: "store", fill: fillStore }

async function fillStore(medusa: Medusa, databaseUrl: string): Promise<void> {
  if (!medusa.isWhole) throw new Error(`A whole Medusa is needed: npm install @medusajs/medusa@${medusa.version}`)
  const folder = makeFolder(medusa, databaseUrl, null)
  try {
    await runChild(folder, ["migrate"])
    await runChild(folder, ["seed", builtFile("store/seed.js")])
  } finally {
    removeFolder(folder)
  }
}
