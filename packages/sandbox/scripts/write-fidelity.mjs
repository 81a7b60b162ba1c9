import { readFileSync, writeFileSync } from "node:fs"
import { renderFidelity, startSandbox } from "../dist/index.js"

const readme = new URL("../README.md", import.meta.url)
const [begin, end] = ["<!-- fidelity -->", "<!-- /fidelity -->"]

const sandbox = await startSandbox()
const tables = sandbox.gateways.map(({ name, fidelity }) => `### ${name}\n\n${renderFidelity(fidelity)}`)
await sandbox.close()

const text = readFileSync(readme, "utf8")
const head = text.slice(0, text.indexOf(begin) + begin.length)
const tail = text.slice(text.indexOf(end))
writeFileSync(readme, `${head}\n\n${tables.join("\n\n")}\n\n${tail}`)
