import { PaymentsError } from "./errors.js"
import { isFinal, isOver, type PaymentStatus } from "./status.js"

const shortest = 1_000
const longest = 10_000
const growth = 1.5
/** Between questions about a payment that is over and may yet change. */
const resting = 60_000

export interface WatchOptions {
  /** Called with the first status and then with every different one. */
  onChange(status: PaymentStatus): void
  /** Called when asking fails for now (an error) and when it works again (null). */
  onTrouble?(error: PaymentsError | null): void
  /** Ends the watch; its promise then rejects with the signal's reason. */
  signal?: AbortSignal
}

export type Ask = (signal?: AbortSignal) => Promise<PaymentStatus>

/**
 * Asks again and again until nothing more can happen: after 1 s, then ever slower up to 10 s, and once a minute where late money
 * is all that may still come; never sooner than the server advises; not while the tab is hidden; at once when the buyer comes back to it or the network does.
 *
 * @returns the final status.
 * @throws PaymentsError when asking again is useless; the signal's reason when aborted.
 */
export async function watchStatus(ask: Ask, options: WatchOptions): Promise<PaymentStatus> {
  const teller = createTeller(options)
  let delay = shortest
  for (;;) {
    await visible(options.signal)
    const { status, changed } = teller(await attempt(ask, options.signal))
    if (status && isFinal(status)) return status
    if (changed) delay = shortest
    const woken = await pause(Math.max(status && isOver(status) ? resting : delay, advised(status)), options.signal)
    delay = woken ? shortest : Math.min(delay * growth, longest)
  }
}

/** The server's advice; never so long that a buyer would think the page had stopped. */
function advised(status: PaymentStatus | null): number {
  return Math.min((status?.poll_after ?? 0) * 1_000, resting)
}

async function attempt(ask: Ask, signal?: AbortSignal): Promise<PaymentStatus | PaymentsError> {
  try {
    return await ask(signal)
  } catch (error) {
    if (error instanceof PaymentsError && error.passing) return error
    throw error
  }
}

function createTeller({ onChange, onTrouble }: WatchOptions) {
  let last = ""
  let troubled = false
  return (answer: PaymentStatus | PaymentsError): { status: PaymentStatus | null; changed: boolean } => {
    if (answer instanceof PaymentsError) {
      troubled = true
      onTrouble?.(answer)
      return { status: null, changed: false }
    }
    if (troubled) onTrouble?.(null)
    troubled = false
    const text = JSON.stringify(answer)
    const changed = text !== last
    last = text
    if (changed) onChange(answer)
    return { status: answer, changed }
  }
}

/** Waits until the tab can be seen; returns at once where there is no document. */
function visible(signal?: AbortSignal): Promise<void> {
  const shown = () => typeof document === "undefined" || document.visibilityState !== "hidden"
  signal?.throwIfAborted()
  if (shown()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      document.removeEventListener("visibilitychange", look)
      signal?.removeEventListener("abort", abort)
      settle()
    }
    const look = () => shown() && finish(resolve)
    const abort = () => finish(() => reject(signal?.reason))
    document.addEventListener("visibilitychange", look)
    signal?.addEventListener("abort", abort)
  })
}

/** Waits for the delay; true when the buyer or the network came back before its end. */
function pause(delay: number, signal?: AbortSignal): Promise<boolean> {
  signal?.throwIfAborted()
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      for (const name of wakers) globalThis.removeEventListener?.(name, wake)
      signal?.removeEventListener("abort", abort)
      settle()
    }
    const wake = () => finish(() => resolve(true))
    const abort = () => finish(() => reject(signal?.reason))
    const timer = setTimeout(() => finish(() => resolve(false)), delay)
    for (const name of wakers) globalThis.addEventListener?.(name, wake)
    signal?.addEventListener("abort", abort)
  })
}

// pageshow: a page taken out of the back-forward cache gets neither a load nor, everywhere, a focus event.
const wakers = ["focus", "online", "pageshow"] as const
