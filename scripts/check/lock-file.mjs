import { runQuietly } from "./run-quietly.mjs"

/** Whether `npm ci` would take the lock file. @see ../lock.mjs */
export function lockFile() {
  return runQuietly("npm", ["ci", "--dry-run", "--ignore-scripts"])
}
