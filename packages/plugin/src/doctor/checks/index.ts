import { addresses } from "./addresses"
import type { Check } from "./check"
import { clocks } from "./clocks"
import { connections } from "./connections"
import { database } from "./database"
import { jobs } from "./jobs"
import { keys } from "./keys"
import { leftoverProviders } from "./leftover-providers"
import { messages } from "./messages"
import { notices } from "./notices"
import { pluginEntry } from "./plugin-entry"
import { processes } from "./processes"
import { providerEntries } from "./provider-entries"
import { queue } from "./queue"
import { regions } from "./regions"
import { versions } from "./versions"

/** In the order in which one would mend things. */
export const CHECKS: readonly Check[] = [
  versions,
  pluginEntry,
  providerEntries,
  database,
  leftoverProviders,
  regions,
  keys,
  clocks,
  addresses,
  jobs,
  queue,
  notices,
  messages,
  connections,
  processes,
]
