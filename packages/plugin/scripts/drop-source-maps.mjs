// Medusa's build writes source maps into each file, of sources that are not shipped: four tenths of the package, for nothing.
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"

const built = new URL("../.medusa/server", import.meta.url).pathname
const inlineMap = /\n?\/\/# sourceMappingURL=data:[^\n]*\s*$/

for (const file of readdirSync(built, { recursive: true, encoding: "utf8" })) {
  if (!/\.m?js$/.test(file)) continue
  const place = path.join(built, file)
  const text = readFileSync(place, "utf8")
  if (inlineMap.test(text)) writeFileSync(place, text.replace(inlineMap, "\n"))
}
