import { setImmediate as nextTurn } from "node:timers/promises"

/** @param {() => unknown} work @param {number} milliseconds */
function rateOnce(work, milliseconds) {
  const start = performance.now()
  let calls = 0
  while (performance.now() - start < milliseconds) {
    for (let batch = 0; batch < 100; batch += 1) work()
    calls += 100
  }
  return (calls / (performance.now() - start)) * 1000
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/**
 * @typedef {{ name: string, sign: () => unknown }} Contender
 * @typedef {{ name: string, rate: number }} Rate
 * @typedef {{ ours: Rate, limit: Rate, peers: Rate[], ratio: number }} Compared `ratio` is to the fastest peer
 */

const RUNS = 9

/**
 * Calls a second, in one process. They take turns in short runs, of which the best counts, so that a busy machine costs no one.
 * Between the runs what else this process serves has its turn.
 * @param {Contender} ours @param {Contender[]} peers @param {Contender} limit @returns {Promise<Compared>}
 */
export async function compare(ours, peers, limit) {
  const contenders = [ours, limit, ...peers].map((contender) => ({ ...contender, rate: 0 }))
  for (const { sign } of contenders) for (let warm = 0; warm < 5_000; warm += 1) sign()
  for (let run = 0; run < RUNS; run += 1)
    for (const each of contenders) {
      each.rate = Math.max(each.rate, rateOnce(each.sign, 250))
      await nextTurn()
    }
  const [own, floor, ...others] = contenders.map(({ name, rate }) => ({ name, rate }))
  if (!own || !floor) throw new Error("nothing was measured")
  return { ours: own, limit: floor, peers: others, ratio: own.rate / Math.max(...others.map(({ rate }) => rate)) }
}
