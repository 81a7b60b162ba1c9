import { blocksOf } from "./lib/code-blocks.mjs"

/**
 * A newcomer's path, as README and docs/nextjs.md write it: a store of one's own made of tarballs in an empty folder, bought from
 * by README's code and by a browser in front of Next.js, then built and deployed.
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

/** @param {import("./demo/stops.mjs").Stops} stops */
async function walk(stops) {
  const { openPlace } = await import("./newcomer/place.mjs")
  const { emptyDatabase } = await import("./newcomer/database.mjs")
  const { makeStore, packTarballs } = await import("./newcomer/store.mjs")
  const place = await openPlace()
  stops.add(async () => place.remove())
  const database = await emptyDatabase()
  stops.add(database.stop)
  const readme = blocksOf("README.md")
  await step("the tarballs are packed", packTarballs(place, readme))
  // Beside each other: one waits for the disk and the registry, the other for the processor.
  const { buildNextjs } = await import("./newcomer/nextjs.mjs")
  const nextjs = step("the Next.js shop is built", buildNextjs(place))
  await step("a Medusa store of its own sells in TWD", Promise.all([makeStore(place, database.url), nextjs]))
  await shop(place, readme, stops)
}

/**
 * @param {import("./newcomer/place.mjs").Place} place @param {import("./lib/code-blocks.mjs").CodeBlock[]} readme
 * @param {import("./demo/stops.mjs").Stops} stops
 */
async function shop(place, readme, stops) {
  const { addPayments, startServers } = await import("./newcomer/store.mjs")
  const { makeShop } = await import("./newcomer/shop.mjs")
  const purchases = await import("./newcomer/purchases.mjs")
  const { startNextjs, buyInBrowser } = await import("./newcomer/nextjs.mjs")
  await step("README 1 to 4: the plugin is in, its methods are enabled", addPayments(place, readme))
  const storefront = await step("README 6 compiles", makeShop(place, readme, purchases.publishableKey))
  const medusa = await step("sandbox and Medusa are up", startServers(place, readme, stops))
  await purchases.expectMethods(place, 14)
  await step("bought by README's code, captured", purchases.buy(place, storefront))
  await step("bought for nothing", purchases.buyForNothing(place, storefront))
  await startNextjs(place, stops)
  await step("bought in a browser at the Next.js shop, captured", buyInBrowser(place, stops))
  await medusa.stop()
  const { addGateways, buildServer, startBuilt } = await import("./newcomer/deployment.mjs")
  addGateways(place, readme)
  await step("README 7 and 8: built with all gateways", buildServer(place, readme))
  await step("the built server is up", startBuilt(place, stops))
  await step("bought from the built server, captured", purchases.buy(place, storefront))
}

async function main() {
  const { install } = await import("./lib/install.mjs")
  await install(say)
  const { build, packages } = await import("./lib/build.mjs")
  await build(packages, say)
  const { stopper } = await import("./demo/stops.mjs")
  const stops = stopper()
  try {
    await walk(stops)
  } finally {
    await stops.stopAll()
  }
}

main().then(
  () => {
    say("the newcomer's path holds")
    process.exit(0)
  },
  (error) => {
    console.error(`\nThe newcomer's path is broken. ${error.message}`)
    process.exit(1)
  },
)
