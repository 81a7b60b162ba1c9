/**
 * How long things took, in milliseconds.
 * @typedef {{ count: number, p50: number, p99: number, longest: number }} Times
 */

/** @param {readonly number[]} milliseconds @returns {Times} */
export function timesOf(milliseconds) {
  const sorted = [...milliseconds].sort((one, other) => one - other)
  const at = (/** @type {number} */ share) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), longest: at(1) }
}

/** Milliseconds that work takes, and what it answers. @template T @param {() => Promise<T>} work @returns {Promise<[T, number]>} */
export async function timed(work) {
  const begin = performance.now()
  const result = await work()
  return [result, performance.now() - begin]
}
