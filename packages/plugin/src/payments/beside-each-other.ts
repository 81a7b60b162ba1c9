import type { AccountKey } from "../modules/ledger/records"

/** Nothing is begun after this long, so that a job's next run is never far. */
const BATCH_MS = 20_000

/** Does the next piece of an account's work; false when there is none left. */
export type Step = () => Promise<boolean>

/**
 * Works for several accounts beside each other, for each one piece after the other. An account whose gateway hangs delays no
 * other's work; what it could not begin in time is due at the next run.
 */
export async function besideEachOther(accounts: readonly Step[], batchMs = BATCH_MS): Promise<void> {
  const end = performance.now() + batchMs
  const work = async (next: Step) => {
    while (performance.now() < end && (await next())) {}
  }
  const ended = await Promise.allSettled(accounts.map(work))
  for (const each of ended) if (each.status === "rejected") throw each.reason
}

/** The work on what is due, by the accounts that it belongs to. */
export function byAccount<Item extends AccountKey>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Step[] {
  const lanes = new Map<string, Item[]>()
  for (const item of items) {
    const account = `${item.gateway} ${item.environment} ${item.merchant}`
    lanes.set(account, [...(lanes.get(account) ?? []), item])
  }
  return [...lanes.values()].map((lane) => async () => {
    const item = lane.shift()
    if (item) await work(item)
    return item !== undefined
  })
}
