import { setTimeout as sleep } from "node:timers/promises"

/**
 * Asks again and again until there is an answer.
 * @throws when there is none in time; names what was waited for, and what `lastSeen` answers.
 */
export async function until<Found>(
  wanted: string,
  look: () => Promise<Found | null | undefined | false>,
  timeoutMs = 120_000,
  lastSeen?: () => Promise<unknown>,
): Promise<Found> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > deadline) {
      const seen = lastSeen ? `; last seen: ${JSON.stringify(await lastSeen())}` : ""
      throw new Error(`${wanted}: not in ${timeoutMs / 1000} s${seen}`)
    }
    await sleep(100)
  }
}
