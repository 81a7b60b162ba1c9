/**
 * Lets so many pieces of work run at a time; the others wait, first come first served.
 * @param {number} atOnce
 */
export function turns(atOnce) {
  let free = atOnce
  /** @type {(() => void)[]} */
  const waiting = []
  const next = () => {
    const go = waiting.shift()
    if (go) go()
    else free += 1
  }
  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise((/** @type {(value?: undefined) => void} */ resolve) => waiting.push(resolve))
    return work().finally(next)
  }
}
