/** Calls a second of a function, the best of several short runs, so that a busy machine costs no one. @param {() => unknown} work */
export function rateOf(work) {
  for (let warm = 0; warm < 5_000; warm += 1) work()
  let best = 0
  for (let run = 0; run < 7; run += 1) best = Math.max(best, rateOnce(work, 250))
  return best
}

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

/** In one run, one after the other. @param {Contender} ours @param {Contender[]} peers @param {Contender} limit @returns {Compared} */
export function compare(ours, peers, limit) {
  /** @param {Contender} contender */
  const measured = ({ name, sign }) => ({ name, rate: rateOf(sign) })
  const [floor, own, ...others] = [limit, ours, ...peers].map(measured)
  if (!floor || !own) throw new Error("nothing was measured")
  return { ours: own, limit: floor, peers: others, ratio: own.rate / Math.max(...others.map(({ rate }) => rate)) }
}
