const key = "taiwan-payments.session"

/** Remembers the payment that left this page last, so that a buyer who got lost finds it again. */
export interface Memory {
  remember(sessionId: string): void
  last(): string | null
  /** Forgets the remembered payment, or only the given one. */
  forget(sessionId?: string): void
}

/** A memory in the browser's own storage; without one (private window, server) in this object alone. */
export function createMemory(storage: Storage | null = browserStorage()): Memory {
  let fallback: string | null = null
  const read = () => attempt(() => storage?.getItem(key)) ?? fallback
  return {
    remember(sessionId) {
      fallback = sessionId
      attempt(() => storage?.setItem(key, sessionId))
    },
    last: read,
    forget(sessionId = read() ?? "") {
      if (sessionId !== read()) return
      fallback = null
      attempt(() => storage?.removeItem(key))
    },
  }
}

function browserStorage(): Storage | null {
  return attempt(() => globalThis.localStorage) ?? null
}

// Storage may be full, switched off or forbidden: paying must go on without it.
function attempt<T>(act: () => T): T | null {
  try {
    return act()
  } catch {
    return null
  }
}
