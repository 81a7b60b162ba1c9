/** One message between a merchant and a gateway, as both sides saw it. */
export interface JournalEntry {
  at: Date
  gateway: string
  /** The gateway's id of the trade it concerns, or null if that is unknown. */
  subject: string | null
  direction: "in" | "out" | "note"
  endpoint: string
  sent: string
  answered: string
  status: number | null
}

const KEEP = 2_000
const BODY = 16_384

/** The newest messages, oldest first. Kept in memory only. */
export class Journal {
  #entries: JournalEntry[] = []

  record(entry: JournalEntry): void {
    this.#entries.push({ ...entry, sent: entry.sent.slice(0, BODY), answered: entry.answered.slice(0, BODY) })
    if (this.#entries.length > KEEP) this.#entries.shift()
  }

  about(gateway: string, subject: string): JournalEntry[] {
    return this.#entries.filter((entry) => entry.gateway === gateway && entry.subject === subject)
  }

  clear(): void {
    this.#entries = []
  }
}
