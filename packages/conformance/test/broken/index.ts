import type { Broken } from "./break.js"
import { ANSWERING, HINTED } from "./callbacks.js"
import { CHARGING } from "./charging.js"
import { CONFIRMING } from "./confirming.js"
import { CONTRACT_FAULTS } from "./contract.js"
import { LISTENING } from "./listening.js"
import { CANCELLING, REFUNDING } from "./money.js"
import { NOTICE_FAULTS } from "./notices.js"
import type { BrokenProvider } from "./provider.js"
import { READING_FAULTS } from "./reading.js"
import { SEALED_FAULTS } from "./sealed.js"
import { AUTHORIZING, OPENING } from "./sessions.js"

export const BROKEN_GATEWAYS: readonly Broken[] = [
  ...NOTICE_FAULTS,
  ...SEALED_FAULTS,
  ...READING_FAULTS,
  ...CONTRACT_FAULTS,
]

export const BROKEN_PROVIDERS: readonly BrokenProvider[] = [
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
