import { runQuietly } from "./run-quietly.mjs"

/** Whether `npm ci` would take the lock file; scripts/lock.mjs completes it. */
export function lockFile() {
  return runQuietly("npm", ["ci", "--dry-run", "--ignore-scripts"])
}
