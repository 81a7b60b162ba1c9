import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs"
import path from "node:path"

/** Writes into a folder that is new or empty, but for what git keeps there. @throws when there is something in it */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  if (existsSync(folder) && readdirSync(folder).some((name) => name !== ".git"))
    throw new Error(`${folder} is not empty.`)
  for (const [name, text] of files) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
