import { fileURLToPath } from "node:url"

/**
 * For tests of functions, which start no server: their files share a thread that stays, so that what they import from node_modules is
 * loaded once; our own modules are loaded anew for each file. As processes these files took four times the processor's time.
 */
export const inThreads = {
  pool: /** @type {const} */ ("threads"),
  poolOptions: { threads: { isolate: true } },
  setupFiles: [fileURLToPath(new URL("thread-setup.mjs", import.meta.url))],
}

/** The threads themselves, for the root's configuration: one, beside the processes. Vitest 3.2 fails where it may let idle ones go. */
export const threads = { isolate: false, minThreads: 1, maxThreads: 1 }
