/** What a gateway of your own is made of: see `startSandbox({ gateways })`. Faults, books, clock, journal and notices come from here. */
export { buyerPage, type Language, type Say, sayIn, simulateBox } from "./core/buyer-page.js"
export {
  ActionRefused,
  type ActionView,
  type Core,
  type FidelityRow,
  type Gateway,
  type TradeView,
} from "./core/gateway.js"
export { buildGateway, type GatewayParts, type OfficeCommand } from "./core/gateway-shell.js"
export { type JsonObject, readObject } from "./core/json-rules.js"
export type { Message, Notification, Reply } from "./core/notification.js"
export { type OfficeAction, possibleActions } from "./core/office-actions.js"
export type { Choices } from "./core/settings.js"
export { slashDateTime } from "./core/taipei.js"
export { dollars, type Html, page } from "./core/ui.js"
