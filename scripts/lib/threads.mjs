import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"

/**
 * For many small files: they share threads that stay, so that what they import from node_modules is loaded once; our own modules are
 * loaded anew for each file. As processes they took four times the processor's time.
 */
export const inThreads = {
  pool: /** @type {const} */ ("threads"),
  poolOptions: { threads: { isolate: true } },
  setupFiles: [fileURLToPath(new URL("thread-setup.mjs", import.meta.url))],
}

const count = Math.max(1, Math.floor(availableParallelism() / 2))

/** The threads themselves, for the root's configuration, beside the processes. Vitest 3.2 fails where it may let idle ones go. */
export const threads = { isolate: false, minThreads: count, maxThreads: count }
