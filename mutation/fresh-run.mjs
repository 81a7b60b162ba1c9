import { afterAll, vi } from "vitest"

/**
 * Vitest's set-up before every file of tests, in a thread that ran others before: our own code is loaded anew, so that a
 * change at the top of a file is seen, and no clock or stub of the file before stays. Medusa's stays loaded.
 */
vi.useRealTimers()
vi.unstubAllEnvs()
vi.unstubAllGlobals()
vi.resetModules()

/** Stryker's own book, begun anew as well: it tells the changes that never end by how often they are met. */
const stryker = Reflect.get(globalThis, "__stryker__")
stryker.hitCount = 0

/** Stryker turns most changes on when tests begin: the one before must not be on while their file is loaded. */
afterAll(() => {
  stryker.activeMutant = undefined
})
