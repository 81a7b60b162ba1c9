/** @typedef {{ add: (stop: () => Promise<void>) => void, stopAll: () => Promise<void> }} Stops */

/** Keeps how to end what has been started, and ends it in the opposite order. @returns {Stops} */
export function stopper() {
  /** @type {(() => Promise<void>)[]} */
  const stops = []
  return {
    add: (stop) => {
      stops.push(stop)
    },
    stopAll: async () => {
      for (let stop = stops.pop(); stop; stop = stops.pop()) await stop()
    },
  }
}
