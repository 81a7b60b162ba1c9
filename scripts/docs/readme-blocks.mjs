import { blockBelow, blocksOf } from "../lib/markdown-code.mjs"

/** @param {string} language @param {string} code */
const fenced = (language, code) => `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``

/** What the plugin's own README repeats of the project's: the blocks that scripts/newcomer.mjs walks by. */
export function installBlocks() {
  const readme = blocksOf("README.md")
  const [addresses = "", ecpay = ""] = blockBelow(readme, "2. ").split("\n\n")
  return {
    config: fenced("ts", blockBelow(readme, "1. ")),
    env: fenced("sh", `${addresses}\n\n${ecpay}`),
    migrate: fenced("sh", blockBelow(readme, "3. ")),
    enable: fenced("sh", blockBelow(readme, "4. ", "npx taiwan-payments init")),
    start: fenced("sh", blockBelow(readme, "4. ", "npx taiwan-payments-sandbox")),
  }
}
