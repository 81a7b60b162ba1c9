import { cpSync, existsSync, readdirSync } from "node:fs"

/** tsc leaves what browsers load where it is: each gateway's `pages/browser` folder is copied as it stands. */
const root = new URL("..", import.meta.url)
for (const gateway of readdirSync(new URL("src/gateways", root))) {
  const from = new URL(`src/gateways/${gateway}/pages/browser`, root)
  if (existsSync(from)) cpSync(from, new URL(`dist/gateways/${gateway}/pages/browser`, root), { recursive: true })
}
