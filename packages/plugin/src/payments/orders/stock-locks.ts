import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { ILockingModule } from "@medusajs/framework/types"
import { describeError } from "../../toolkit/payment-error"
import { replacing } from "./replacing"

/** As long as Medusa's own lock on stock lives when its process dies. */
const EXPIRE_SECONDS = 60
const LONGEST_WAIT_MS = 20_000
const LONGEST_PAUSE_MS = 40

/**
 * Medusa's locks for completing a cart, taken in another way. Medusa takes a cart's stock items one by one and holds what it has while
 * it waits for the others (2.21.2): two carts can wait for each other until both give up after five seconds. Here a cart waits in
 * line inside of this process, and then takes all of its locks or none, so that it never holds one while it waits.
 */
export function withoutRings(locking: ILockingModule): ILockingModule {
  const execute: ILockingModule["execute"] = (keys, job) => {
    const wanted = [keys].flat()
    return inLine(wanted, () => holdingAll(locking, wanted, job))
  }
  return replacing(locking, { execute })
}

const last = new Map<string, Promise<unknown>>()

/** Begins when all who came earlier and want one of the same keys have ended. All keys are taken in one step, so no ring can form. */
export async function inLine<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result> {
  const earlier = Promise.allSettled(keys.map((key) => last.get(key)))
  const mine = earlier.then(work)
  for (const key of keys) last.set(key, mine)
  try {
    return await mine
  } finally {
    for (const key of keys) if (last.get(key) === mine) last.delete(key)
  }
}

async function holdingAll<Result>(
  locking: ILockingModule,
  keys: string[],
  job: () => Promise<Result>,
): Promise<Result> {
  const ownerId = `taiwan-payments:${randomUUID()}`
  await takeAll(locking, keys, ownerId)
  try {
    return await job()
  } finally {
    await locking.release(keys, { ownerId })
  }
}

async function takeAll(locking: ILockingModule, keys: string[], ownerId: string): Promise<void> {
  const end = performance.now() + LONGEST_WAIT_MS
  for (;;) {
    const problem = await tryTakeAll(locking, keys, ownerId)
    if (problem === null) return
    if (performance.now() > end) throw new Error(`The stock is locked: ${describeError(problem)}`)
    await sleep(LONGEST_PAUSE_MS * Math.random())
  }
}

/** What hindered it; null when all are taken. */
async function tryTakeAll(locking: ILockingModule, keys: string[], ownerId: string): Promise<unknown> {
  try {
    await locking.acquire(keys, { ownerId, expire: EXPIRE_SECONDS })
    return null
  } catch (problem) {
    await locking.release(keys, { ownerId })
    return problem
  }
}
