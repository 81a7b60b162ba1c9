import { createTestDatabase } from "../../../../scripts/lib/test-database.mjs"
import { type HarnessWiring, openModuleHarness as open } from "../../src/harness/index.js"
import type { GatewayUnderTest, ModuleHarness } from "../../src/index.js"

export type { HarnessWiring }

/** The published harness, on a database of this repository's one server. */
export function openModuleHarness(subject: GatewayUnderTest, wiring: HarnessWiring): Promise<ModuleHarness> {
  return open(subject, { openDatabase: createTestDatabase, ...wiring })
}
