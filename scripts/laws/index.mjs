import { fileNames } from "./file-names.mjs"
import { gatewayArrows } from "./gateway-arrows.mjs"
import { gatewayBranching } from "./gateway-branching.mjs"
import { gatewayFolders } from "./gateway-folders.mjs"
import { importArrows } from "./import-arrows.mjs"
import { noCircles } from "./no-circles.mjs"
import { noLoopholes } from "./no-loopholes.mjs"
import { noRuntimeDependency } from "./no-runtime-dependency.mjs"
import { oneHttpClient } from "./one-http-client.mjs"
import { pluginLayers } from "./plugin-layers.mjs"
import { pureGateways } from "./pure-gateways.mjs"
import { pureWire } from "./pure-wire.mjs"
import { sandboxFloorPlan } from "./sandbox-floor-plan.mjs"
import { signatures } from "./signatures.mjs"
import { slowPatterns } from "./slow-patterns.mjs"
import { staffWords } from "./staff-words.mjs"
import { vectorProvenance } from "./vector-provenance.mjs"

/** @type {import("./tree.mjs").Law[]} */
export const laws = [
  gatewayFolders,
  gatewayArrows,
  sandboxFloorPlan,
  importArrows,
  pluginLayers,
  noCircles,
  pureGateways,
  gatewayBranching,
  oneHttpClient,
  pureWire,
  noLoopholes,
  signatures,
  slowPatterns,
  noRuntimeDependency,
  fileNames,
  staffWords,
  vectorProvenance,
]
