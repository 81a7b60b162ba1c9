import { parseArgs } from "node:util"
import { install } from "./lib/install.mjs"

/**
 * A newcomer's path, as README, docs/nextjs.md and the tutorial write it: a store of one's own made of tarballs in an empty folder,
 * bought from by README's code and by a browser in front of Next.js, then built and deployed; and a provider of one's own, generated,
 * filled in, judged, and bought by in that store; and a gateway of one's own, with every level of the conformance kit.
 * `--write` writes down how long the provider took.
 *
 * @typedef {import("./newcomer/place.mjs").Place} Place
 * @typedef {import("./lib/markdown-code.mjs").CodeBlock} CodeBlock
 * @typedef {import("./demo/stops.mjs").Stops} Stops
 * @typedef {ReturnType<typeof import("./newcomer/times.mjs").stopwatch>} Watch
 */

const { values: wishes } = parseArgs({ options: { write: { type: "boolean", default: false } } })

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
  const { packKit } = await import("./newcomer/own-provider.mjs")
  const { installGateway } = await import("./newcomer/own-gateway.mjs")
  const place = await openPlace()
  stops.add(async () => place.remove())
  const database = await emptyDatabase()
  stops.add(database.stop)
  await step(
    "the tarballs are packed",
    packTarballs(place, readme).then(() => packKit(place)),
  )
  // Beside each other: one waits for the registry and the disk, while the other computes.
  await Promise.all([
    step("a Medusa store of one's own sells in TWD", makeStore(place, database.url)),
    step("docs/nextjs.md: the shop is built", buildNextjs(place)).then(() =>
      step("a gateway of one's own: installed and built", installGateway(place)),
    ),
  ])
  return place
}

/** A provider of one's own, up to its verdicts. Alone, so that its times are its own. @param {Place} place @param {Stops} stops @param {Watch} watch */
async function judgeOwnProvider(place, stops, { time }) {
  const own = await import("./newcomer/own-provider.mjs")
  await time("`npm create taiwan-payment-provider`", () => own.generate(place))
  await time("`npm install`, with a whole Medusa", () => own.installKit(place))
  await time("`npm test`: 16 left to write", () => own.readTheList(place))
  await time("filled in with the bank and the class of the tutorial, type-checked and built", () => own.fillIn(place))
  await time("`npm test`: nothing is left", () => own.testFilledIn(place))
  const tiers = "contract,money,manners"
  const proving = await time("`prove`, cold: the first verdict", () => own.startProving(place, tiers, stops))
  await time("the other verdicts of contract, money and manners", proving.all)
  const shop = await time("`prove --tier shop`, cold: the first verdict", () => own.startProving(place, "shop", stops))
  await time("the other verdicts of shop", shop.all)
  say("a provider of one's own: generated, filled in, green in every tier")
}

/** @param {Place} place */
async function judgeOwnGateway(place) {
  const { testGateway } = await import("./newcomer/own-gateway.mjs")
  await step("a gateway of one's own: contract, module and server levels pass", testGateway(place))
}

/** @param {Place} place @param {import("./newcomer/shop.mjs").Storefront} storefront @param {import("./newcomer/own-sale.mjs").Bank} bank @param {Watch} watch */
async function sellByOwnProvider(place, storefront, bank, { time }) {
  const { sellAndRefund } = await import("./newcomer/own-sale.mjs")
  await time("in the store: an order paid, captured, refunded in part", () => sellAndRefund(place, storefront, bank))
  say("a provider of one's own: an order paid and refunded in part")
}

/** @param {Place} place @param {CodeBlock[]} readme @param {Stops} stops @param {Watch} watch */
async function develop(place, readme, stops, watch) {
  const { addPayments, consultDoctor, startServers } = await import("./newcomer/store.mjs")
  const { makeShop } = await import("./newcomer/shop.mjs")
  const { buy, buyForNothing, expectMethods, publishableKey } = await import("./newcomer/purchases.mjs")
  await step("README, three commands: the plugin is in, ECPay's methods are enabled", addPayments(place, readme))
  const storefront = await step("README 6: the storefront compiles", makeShop(place, readme, publishableKey))
  const { moveIn, openBank } = await import("./newcomer/own-sale.mjs")
  const bank = await openBank(place, stops)
  await watch.time("packed, installed in a store, configured", () => moveIn(place, bank))
  const medusa = await step("README 4: sandbox and Medusa are up", startServers(place, readme, stops))
  await expectMethods(place, "pp_ecpay")
  await step("README 4: the doctor has nothing to say", consultDoctor(place, readme))
  await step("README 6: bought and captured", buy(place, storefront))
  await step("README 6: a free order", buyForNothing(place, storefront))
  await sellByOwnProvider(place, storefront, bank, watch)
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

/** @param {Watch} watch */
async function writeDown({ times }) {
  const { writeTimes } = await import("./newcomer/times.mjs")
  for (const { what, seconds } of times) console.log(`${seconds.toFixed(1).padStart(8)} s  ${what}`)
  if (wishes.write) say(`wrote ${writeTimes(times)}`)
}

/** @param {Stops} stops @returns {Promise<number>} the exit code */
async function walk(stops) {
  const { build, packages } = await import("./lib/build.mjs")
  const { blocksOf } = await import("./lib/markdown-code.mjs")
  const { stopwatch } = await import("./newcomer/times.mjs")
  await build(packages, say)
  const readme = blocksOf("README.md")
  const place = await prepare(readme, stops)
  const watch = stopwatch()
  await judgeOwnProvider(place, stops, watch)
  await judgeOwnGateway(place)
  const storefront = await develop(place, readme, stops, watch)
  await deploy(place, readme, storefront, stops)
  await writeDown(watch)
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
