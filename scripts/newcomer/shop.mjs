import path from "node:path"
import { pathToFileURL } from "node:url"
import { blockBelow } from "../lib/markdown-code.mjs"
import { write } from "./place.mjs"

/**
 * What README's storefront code exports.
 * @typedef {object} Storefront
 * @property {(cartId: string, email: string, address: object, shippingOptionId: string) => Promise<void>} deliver
 * @property {(cartId: string, providerId: string) => Promise<void>} pay
 * @property {(show: (status: Status) => void, signal: AbortSignal) => Promise<void>} showResult
 *
 * @typedef {{ state: string, order_id: string | null, voucher: object | null }} Status
 */

const compilerOptions = {
  target: "ES2022",
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  module: "ESNext",
  moduleResolution: "Bundler",
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  types: [],
  outDir: "dist",
}

/**
 * README's storefront code, compiled strictly with the kit's tarball, also as older bundlers resolve it.
 * @param {import("./place.mjs").Place} place @param {import("../lib/markdown-code.mjs").CodeBlock[]} readme @param {string} publishableKey
 * @returns {Promise<Storefront>}
 */
export async function makeShop({ store, shop, shell, localize }, readme, publishableKey) {
  write(shop, "package.json", JSON.stringify({ name: "my-shop", private: true, type: "module" }))
  write(shop, "tsconfig.json", JSON.stringify({ compilerOptions, files: ["checkout.ts"] }))
  write(shop, "checkout.ts", localize(blockBelow(readme, "6. ", "import")).replace("pk_…", publishableKey))
  await shell("npm install of the kit", blockBelow(readme, "6. ", "mkdir"), store)
  const tsc = path.join(store, "node_modules/typescript/bin/tsc")
  await shell("tsc of the kit", `node ${tsc}\nnode ${tsc} --noEmit --moduleResolution node10`, shop)
  return import(pathToFileURL(path.join(shop, "dist/checkout.js")).href)
}

/**
 * A browser's window, as far as README's code looks at it.
 * @param {string} origin
 */
export function openWindow(origin) {
  const location = { origin, href: origin, search: "" }
  Object.assign(globalThis, { location, window: { location } })
  return location
}
