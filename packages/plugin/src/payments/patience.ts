/** For a piece of a job: longer than the calls of a gateway and Medusa's workflows around it take. */
export const PATIENCE_MS = 120_000

/**
 * Waits for work that should have come to an end long before: what then still hangs (a workflow that never returns, a lock that nobody
 * gives back) is left where it is, with whatever it holds, and keeps nothing else from its turn.
 * @throws when it is left; the work may still come to its end
 */
export async function patiently<Result>(work: Promise<Result>, forMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`it has not come to an end in ${Math.round(forMs / 1000)} seconds, and is left`)
    timer = setTimeout(reject, forMs, error)
    timer.unref()
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
