import { install } from "./lib/install.mjs"

/**
 * A newcomer's path, as README and docs/nextjs.md write it: a store of one's own made of tarballs in an empty folder, bought from
 * by README's code and by a browser in front of Next.js, then built and deployed.
 *
 * @typedef {import("./newcomer/place.mjs").Place} Place
 * @typedef {import("./lib/markdown-code.mjs").CodeBlock} CodeBlock
 * @typedef {import("./demo/stops.mjs").Stops} Stops
 */

const startedAt = Date.now()

/** @param {string} line */
const say = (line) => console.log(`${((Date.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${line}`)

/** @template T @param {string} title @param {Promise<T>} work */
async function step(title, work) {
  const result = await work
  say(title)
  return result
}

/** An empty folder, an empty database; in the end a store that sells in TWD, and a Next.js shop. @param {CodeBlock[]} readme @param {Stops} stops */
async function prepare(readme, stops) {
  const { openPlace } = await import("./newcomer/place.mjs")
  const { emptyDatabase } = await import("./newcomer/database.mjs")
  const { makeStore, packTarballs } = await import("./newcomer/store.mjs")
  const { buildNextjs } = await import("./newcomer/nextjs.mjs")
  const place = await openPlace()
  stops.add(async () => place.remove())
  const database = await emptyDatabase()
  stops.add(database.stop)
  await step("the tarballs are packed", packTarballs(place, readme))
  // Beside each other: one waits for the registry and the disk, while the other computes.
  await Promise.all([
    step("a Medusa store of one's own sells in TWD", makeStore(place, database.url)),
    step("docs/nextjs.md: the shop is built", buildNextjs(place)),
  ])
  return place
}

/** @param {Place} place @param {CodeBlock[]} readme @param {Stops} stops */
async function develop(place, readme, stops) {
  const { addPayments, consultDoctor, startServers } = await import("./newcomer/store.mjs")
  const { makeShop } = await import("./newcomer/shop.mjs")
  const { buy, buyForNothing, expectMethods, publishableKey } = await import("./newcomer/purchases.mjs")
  await step("README, three commands: the plugin is in, ECPay's methods are enabled", addPayments(place, readme))
  const storefront = await step("README 6: the storefront compiles", makeShop(place, readme, publishableKey))
  const medusa = await step("README 4: sandbox and Medusa are up", startServers(place, readme, stops))
  await expectMethods(place, "pp_ecpay")
  await step("README 4: the doctor has nothing to say", consultDoctor(place, readme))
  await step("README 6: bought and captured", buy(place, storefront))
  await step("README 6: a free order", buyForNothing(place, storefront))
  await buyFromNextjs(place, stops)
  await medusa.stop()
  return storefront
}

/** @param {Place} place @param {Stops} stops */
async function buyFromNextjs(place, stops) {
  const { buyInBrowser, startNextjs } = await import("./newcomer/nextjs.mjs")
  await startNextjs(place, stops)
  await step("docs/nextjs.md: bought in a browser and captured", buyInBrowser(place, stops))
}

/** @param {Place} place @param {CodeBlock[]} readme @param {import("./newcomer/shop.mjs").Storefront} storefront @param {Stops} stops */
async function deploy(place, readme, storefront, stops) {
  const { addGateways, buildServer, startBuilt } = await import("./newcomer/deployment.mjs")
  const { buy } = await import("./newcomer/purchases.mjs")
  await step("README 7: init adds the other gateways", addGateways(place, readme))
  await step("README 8: a server with all gateways is built", buildServer(place, readme))
  await step("README 8: it is up", startBuilt(place, stops))
  await step("README 8: bought and captured", buy(place, storefront))
}

/** @param {Stops} stops @returns {Promise<number>} the exit code */
async function walk(stops) {
  const { build, packages } = await import("./lib/build.mjs")
  const { blocksOf } = await import("./lib/markdown-code.mjs")
  await build(packages, say)
  const readme = blocksOf("README.md")
  const place = await prepare(readme, stops)
  const storefront = await develop(place, readme, stops)
  await deploy(place, readme, storefront, stops)
  say("the newcomer's path holds")
  return 0
}

/** CI's patience is over, or somebody's. */
const interrupted = new Promise((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => resolve(130))
})

/** @returns {Promise<number>} the exit code */
async function main() {
  await install(say)
  const { stopper } = await import("./demo/stops.mjs")
  const stops = stopper()
  try {
    return await Promise.race([walk(stops), interrupted])
  } finally {
    await stops.stopAll()
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(`\nThe newcomer's path is broken. ${error.message}`)
    process.exit(1)
  },
)
