import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { storeCases } from "../src/cases/index.js"
import { readFacts } from "../src/facts.js"
import { loadMedusa } from "../src/house/medusa.js"
import { lackOf } from "../src/needs.js"
import { openStore } from "../src/store/judge.js"
import type { StoreCase, StoreScene } from "../src/store/scene.js"
import type { Result } from "../src/verdict.js"
import { Wire } from "../src/wire/wire.js"
import { built } from "./built.js"
import { openAdapter } from "./gateways/adapter.js"
import { gateways } from "./gateways/all.js"
import { expectAllSound } from "./gateways/expect-sound.js"
import type { Gateway } from "./gateways/gateway.js"

type Store = Awaited<ReturnType<typeof openStore>>
type Own = Required<Parameters<Store["judge"]>>[2]

const folder = process.cwd()
/** Each gateway's own bank, and what it declares. */
const own = new Map<string, Own>()
const closing: (() => Promise<void>)[] = []
let store: Store
let wire: Wire

/** One shop with all six, each before its own bank: a boot takes as long as many cases. */
beforeAll(async () => {
  for (const [id, gateway] of gateways) {
    const { adapter, close } = await openAdapter(gateway)
    own.set(id, { facts: readFacts(adapter.facts), openBank: adapter.bank })
    closing.unshift(close)
  }
  const [first] = own.values()
  if (!first) throw new Error("There is no gateway.")
  wire = new Wire(first.facts.hosts)
  await wire.start()
  closing.unshift(() => wire.stop())
  const options = Object.fromEntries([...own].map(([id, { facts }]) => [id, facts.options]))
  const identifiers = gateways.map(([, { identifier }]) => identifier)
  const plan = { folder, file: await built("./gateways/services.ts"), identifiers, wire, openBank: first.openBank }
  store = await openStore({ ...plan, facts: { ...first.facts, options } }, loadMedusa(folder))
  closing.unshift(() => store.close())
}, 300_000)

afterAll(async () => {
  for (const close of closing) await close()
})

const RESTART = "order-after-a-restart"
const MANY = "order-of-many"
const rest = storeCases.map(({ id }) => id).filter((id) => id !== RESTART && id !== MANY)

function ownOf({ id }: Gateway): Own {
  const found = own.get(id)
  if (!found) throw new Error(`${id} has no bank.`)
  return found
}

async function expectSoundIn(ids: readonly string[], gateway: Gateway): Promise<void> {
  const mine = ownOf(gateway)
  const results = []
  for (const one of storeCases.filter(({ id }) => ids.includes(id)))
    if (lackOf(one, mine.facts) === null) results.push(await store.judge(one, gateway.identifier, mine))
  expectAllSound(results)
}

test.each(gateways)("%s passes the tier shop", (_, gateway) => expectSoundIn(rest, gateway), 300_000)
test.each(gateways)("%s passes it with many buyers", (_, gateway) => expectSoundIn([MANY], gateway), 600_000)

/** The case, held where the server is to be restarted until it is its turn again. */
function heldAtRestart(one: StoreCase, restart: (scene: StoreScene) => Promise<void>) {
  let [reach, goOn] = [() => {}, () => {}]
  const reached = new Promise<void>((resolve) => {
    reach = resolve
  })
  const turn = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const hold = async (scene: StoreScene) => {
    reach()
    await turn
    await restart(scene)
    // Its bank is at the line again, and it is offered again.
    wire.begin(scene.bank)
    await scene.store.fit()
  }
  const run: StoreCase["run"] = (scene) => one.run({ ...scene, restart: () => hold(scene) })
  return { one: { ...one, run }, reached, goOn }
}

/** Buyers of all six have paid when the server is restarted, once; then they come back, one after another. */
async function acrossOneRestart(one: StoreCase): Promise<ReadonlyMap<string, Result>> {
  const results = new Map<string, Result>()
  const returns: (() => Promise<unknown>)[] = []
  let restarted: Promise<void> | undefined
  for (const [id, gateway] of gateways) {
    const held = heldAtRestart(one, (scene) => {
      restarted ??= scene.restart()
      return restarted
    })
    const judged = store.judge(held.one, gateway.identifier, ownOf(gateway)).then((result) => results.set(id, result))
    await Promise.race([held.reached, judged])
    returns.push(() => {
      held.goOn()
      return judged
    })
  }
  for (const resume of returns) await resume()
  expect(restarted).toBeDefined()
  return results
}

describe("a restart of the server", () => {
  let results: ReadonlyMap<string, Result>
  beforeAll(async () => {
    results = await acrossOneRestart(
      storeCases.find(({ id }) => id === RESTART) ?? expect.fail("There is no such case."),
    )
  }, 600_000)

  test.each(gateways)("is outlived by the buyers of %s", (id) => {
    expectAllSound([results.get(id) ?? expect.fail(`${id} was not judged.`)])
  })
})
