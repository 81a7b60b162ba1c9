/** The harness of level `module`: the plugin's provider classes, routes and jobs on a database of its own; and the shop of level `server`. */
export { type ApiGateway, openApiSandbox, refundsIn } from "./api-sandbox.js"
export { type HarnessDatabase, openHarnessDatabase } from "./database.js"
export { type HarnessWiring, openModuleHarness } from "./open-module-harness.js"
export { openShop, type ShopWiring } from "./open-shop.js"
