import { BROWSER_FAULTS } from "./browser.js"
import { ANSWERING, HINTED } from "./callbacks.js"
import { CHARGING } from "./charging.js"
import { CONFIRMING } from "./confirming.js"
import { CONTRACT_FAULTS } from "./contract.js"
import { LISTENING } from "./listening.js"
import { CANCELLING, REFUNDING } from "./money.js"
import type { GatewayMutant } from "./mutate.js"
import { NOTICE_FAULTS } from "./notices.js"
import type { ProviderMutant } from "./provider.js"
import { READING_FAULTS } from "./reading.js"
import { SEALED_FAULTS } from "./sealed.js"
import { AUTHORIZING, OPENING } from "./sessions.js"

export const GATEWAY_MUTANTS: readonly GatewayMutant[] = [
  ...NOTICE_FAULTS,
  ...BROWSER_FAULTS,
  ...SEALED_FAULTS,
  ...READING_FAULTS,
  ...CONTRACT_FAULTS,
]

export const PROVIDER_MUTANTS: readonly ProviderMutant[] = [
  ...AUTHORIZING,
  ...OPENING,
  ...CANCELLING,
  ...REFUNDING,
  ...LISTENING,
  ...HINTED,
  ...CONFIRMING,
  ...ANSWERING,
  ...CHARGING,
]
