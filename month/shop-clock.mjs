import { spawnSync } from "node:child_process"
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { shelterDir } from "../scripts/lib/paths.mjs"
import { programOf, whyMissing } from "../scripts/lib/services.mjs"

/**
 * One clock for everything. The sandbox has its own, which jumps; a shop has the machine's: Node's `Date`, and in PostgreSQL
 * `now()`, `clock_timestamp()`, CURRENT_TIMESTAMP and the defaults of columns. Moving rows back, as the end-to-end tests do, would
 * bring what the gateways wrote into them (when was it paid, when does a number run out) out of step, and a shop of thirty days'
 * age would have no days. So the processes' own clock is moved: a library of fifty lines, loaded before libc (LD_PRELOAD), adds an
 * offset to the wall clock. PostgreSQL, Redis and Medusa are started with it and are else as they are; their timers run by
 * monotonic clocks, which are not moved. To them a jump is what it is to a machine that was suspended and woken.
 *
 * The sandbox leads. Before anything of it falls due, a notice for instance, the shop is brought to that instant; so neither ever
 * sees the other's future.
 */

const source = fileURLToPath(new URL("shop-clock.c", import.meta.url))

/** Compiles the library to where PostgreSQL's account can read it. */
function compile() {
  const compiler = programOf("cc")
  if (!compiler) throw new Error(whyMissing("cc") ?? "there is no C compiler")
  mkdirSync(shelterDir, { recursive: true })
  const library = path.join(shelterDir, `shop-clock-${process.pid}.so`)
  const { status, stderr } = spawnSync(compiler, ["-O2", "-shared", "-fPIC", "-o", library, source])
  if (status !== 0) throw new Error(`the shop's clock cannot be compiled: ${stderr}`)
  return library
}

/** A number of nanoseconds that processes read as it is now. @param {string} file */
function openNumber(file) {
  const descriptor = openSync(file, "w+", 0o644)
  process.on("exit", () => closeSync(descriptor))
  return (/** @type {number} */ milliseconds) => {
    const nanoseconds = Buffer.alloc(8)
    nanoseconds.writeBigInt64LE(BigInt(milliseconds) * 1_000_000n)
    writeSync(descriptor, nanoseconds, 0, 8, 0)
  }
}

/**
 * @typedef {object} ShopClock
 * @property {Record<string, string>} env   for every process of the shop
 * @property {(instant: Date) => void} show brings all of them to an instant
 * @property {(name: string) => { env: Record<string, string>, set: (milliseconds: number) => void }} wrong
 *   for one process: by how much its clock is wrong, which can change while it runs
 */

/** @returns {ShopClock} */
export function openShopClock() {
  const library = compile()
  const file = library.replace(/\.so$/, ".offset")
  const write = openNumber(file)
  let offset = -1
  const show = (/** @type {Date} */ instant) => {
    const wanted = instant.getTime() - Date.now()
    // The sandbox stands still while a notice of a jump is delivered, and no machine's time goes backwards.
    if (wanted <= offset) return
    offset = wanted
    write(offset)
  }
  show(new Date())
  return { env: { LD_PRELOAD: library, SHOP_CLOCK: file }, show, wrong: (name) => wrongBy(`${file}.${name}`) }
}

/** @param {string} file */
function wrongBy(file) {
  const set = openNumber(file)
  set(0)
  return { env: { SHOP_CLOCK_ERROR: file }, set }
}

/**
 * Lets the shop's clock follow the sandbox's, also while that jumps.
 * @param {import("@taiwan-payments/sandbox").VirtualClock} leader @param {ShopClock} shop
 */
export function follow(leader, shop) {
  const schedule = leader.schedule.bind(leader)
  const show = () => shop.show(leader.now())
  leader.schedule = (at, task) =>
    schedule(at, () => {
      show()
      return task()
    })
  show()
  return show
}
