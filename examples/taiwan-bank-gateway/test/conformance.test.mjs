import { fileURLToPath } from "node:url"
import { CONTRACT_SCENARIOS, MODULE_SCENARIOS, SERVER_SCENARIOS } from "@taiwan-payments/conformance"
import { openModuleHarness, openShop } from "@taiwan-payments/conformance/harness"
import { conformance } from "@taiwan-payments/conformance/vitest"
import { openSandbox, subject } from "./bank.mjs"

const provider = fileURLToPath(new URL("../dist/index.js", import.meta.url))
const harnesses = {
  openModuleHarness: () => openModuleHarness(subject, { openSandbox }),
  openShop: () => openShop(subject, { openSandbox, provider }),
}

conformance({ ...subject, ...harnesses }, [...CONTRACT_SCENARIOS, ...MODULE_SCENARIOS, ...SERVER_SCENARIOS])
