import { accessSync, constants } from "node:fs"
import path from "node:path"

/** Programs of the machine that some tests want, or that months want only. */
const services = {
  chromium: { title: "Chromium", programs: ["chromium", "chromium-browser", "google-chrome"], debian: "chromium" },
  redis: { title: "Redis", programs: ["redis-server"], debian: "redis-server" },
  cc: { title: "A C compiler", programs: ["cc", "gcc", "clang"], debian: "gcc libc6-dev" },
}

/** What `npm test` leaves something out for. */
const OF_TESTS = /** @type {const} */ (["chromium", "redis"])

/** @typedef {keyof typeof services} Service */

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Where a service's program is; null when the machine has none. @param {Service} service */
export function programOf(service) {
  const folders = (process.env.PATH ?? "").split(path.delimiter)
  const files = services[service].programs.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return files.find(isProgram) ?? null
}

/** In CI nothing may be left out for want of a program. */
export const allRequired = process.env.CI === "true" || process.env.TAIWAN_PAYMENTS_REQUIRE === "all"

/** Why a service's tests cannot run; null when they can. @param {Service} service */
export function whyMissing(service) {
  const { title, debian } = services[service]
  return programOf(service) ? null : `${title} is not installed (Debian: apt-get install ${debian})`
}

/**
 * For `describe.skipIf(lacks("redis"))`. Throws where nothing may be skipped.
 * @param {Service} service
 */
export function lacks(service) {
  const reason = whyMissing(service)
  if (reason && allRequired) throw new Error(reason)
  return reason !== null
}

/** One line a service that tests want and the machine does not have. */
export function missingServices() {
  return OF_TESTS.map(whyMissing).filter((reason) => reason !== null)
}
