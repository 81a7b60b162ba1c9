import Tinypool from "tinypool"

/** Runs after which a thread is thrown away after all: what each leaves behind adds up. */
const RUNS_OF_A_THREAD = 40

/**
 * Keeps the thread of Vitest's pool (Tinypool) from one run of tests to the next; Vitest throws it away after every one,
 * isolated or not. Medusa and what it imports are loaded once, not for every change: four seconds of the five that one took.
 * What a run leaves behind is cleared away by fresh-run.mjs.
 */
export function keepThread() {
  const { recycleWorkers } = Tinypool.prototype
  let runs = 0
  /** @param {Parameters<typeof recycleWorkers>[0]} options */
  Tinypool.prototype.recycleWorkers = async function recycleSeldom(options) {
    runs += 1
    if (runs % RUNS_OF_A_THREAD === 0) await recycleWorkers.call(this, options)
  }
}
