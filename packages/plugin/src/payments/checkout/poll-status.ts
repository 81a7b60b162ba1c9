import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { sha256Hex } from "../../toolkit/digest"
import { contextOf } from "../context"
import { marksOf } from "../medusa/session-marks"
import type { SessionStatus } from "./session-status"
import { statusOf } from "./status"

/** A status, and the tag by which a browser asks whether it is still the same. */
export interface PolledStatus {
  readonly status: SessionStatus
  readonly etag: string
}

interface Remembered extends PolledStatus {
  readonly marks: string
  readonly until: number
}

/** Goods can sell out without a mark, and a buyer reads so in the status. */
const REMEMBERED_MS = 10_000
const MOST = 5_000

const memories = new WeakMap<Knex, Map<string, Remembered>>()

/** The status for a page that asks again and again: one statement while nothing has changed. Null as for `statusOf`. */
export async function pollStatus(container: MedusaContainer, sessionId: string): Promise<PolledStatus | null> {
  const { db } = contextOf(container)
  const memory = memories.get(db) ?? new Map<string, Remembered>()
  memories.set(db, memory)
  // Read before the status, so that what changes in between shows the next time.
  const marks = await marksOf(db, sessionId)
  if (marks === null) return null
  const known = memory.get(sessionId)
  if (known?.marks === marks && Date.now() < known.until) return known
  const status = await statusOf(container, sessionId)
  return status && remember(memory, marks, status)
}

function remember(memory: Map<string, Remembered>, marks: string, status: SessionStatus): Remembered {
  const etag = `"${sha256Hex(JSON.stringify(status)).slice(0, 32)}"`
  const remembered = { status, etag, marks, until: Date.now() + REMEMBERED_MS }
  memory.delete(status.session_id)
  memory.set(status.session_id, remembered)
  const [oldest] = memory.keys()
  if (memory.size > MOST && oldest !== undefined) memory.delete(oldest)
  return remembered
}
