import { CONTRACT_SCENARIOS, MODULE_SCENARIOS } from "@taiwan-payments/conformance"
import { openModuleHarness } from "@taiwan-payments/conformance/harness"
import { conformance } from "@taiwan-payments/conformance/vitest"
import { openSandbox, subject } from "./bank.mjs"

const openHarness = () => openModuleHarness(subject, { openSandbox })

conformance({ ...subject, openModuleHarness: openHarness }, [...CONTRACT_SCENARIOS, ...MODULE_SCENARIOS])
