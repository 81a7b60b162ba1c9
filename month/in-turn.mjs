/** Does one piece of work after the other, whoever asks meanwhile; one that fails keeps no other from its turn. */
export function inTurn() {
  let last = Promise.resolve()
  /** @param {() => Promise<void>} work @returns {Promise<void>} */
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}
