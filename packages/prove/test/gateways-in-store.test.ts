import { afterAll, beforeAll, test } from "vitest"
import { storeCases } from "../src/cases/index.js"
import { readFacts } from "../src/facts.js"
import { loadMedusa } from "../src/house/medusa.js"
import { lackOf } from "../src/needs.js"
import { openStore } from "../src/store/judge.js"
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

/** One shop with all six, each before its own bank: a boot takes as long as many cases. */
beforeAll(async () => {
  for (const [id, gateway] of gateways) {
    const { adapter, close } = await openAdapter(gateway)
    own.set(id, { facts: readFacts(adapter.facts), openBank: adapter.bank })
    closing.unshift(close)
  }
  const [first] = own.values()
  if (!first) throw new Error("There is no gateway.")
  const wire = new Wire(first.facts.hosts)
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

async function expectSoundIn(ids: readonly string[], { id, identifier }: Gateway): Promise<void> {
  const mine = own.get(id)
  if (!mine) throw new Error(`${id} has no bank.`)
  const results = []
  for (const one of storeCases.filter((each) => ids.includes(each.id)))
    if (lackOf(one, mine.facts) === null) results.push(await store.judge(one, identifier, mine))
  expectAllSound(results)
}

const rest = storeCases.map(({ id }) => id).filter((id) => id !== RESTART && id !== MANY)

test.each(gateways)("%s passes the tier shop", (_, gateway) => expectSoundIn(rest, gateway), 300_000)
test.each(gateways)("%s passes it after a restart", (_, gateway) => expectSoundIn([RESTART], gateway), 600_000)
test.each(gateways)("%s passes it with many buyers", (_, gateway) => expectSoundIn([MANY], gateway), 600_000)
