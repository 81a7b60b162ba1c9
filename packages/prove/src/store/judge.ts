import type { Adapter, Facts } from "../facts.js"
import { messageOf } from "../finding.js"
import { loadMedusa, type Medusa } from "../house/medusa.js"
import { judge, type Seen } from "../judgement.js"
import { lackOf } from "../needs.js"
import { maskedResult } from "../report/masked.js"
import { during } from "../run.js"
import { Supervisor, UnsoundBank } from "../self-check.js"
import type { Result } from "../verdict.js"
import type { Wire } from "../wire/wire.js"
import { Api } from "./api.js"
import type { StoreCase, StoreScene } from "./scene.js"
import { StoreServer } from "./server.js"
import { Store } from "./store.js"

/** What the tier `shop` works with. */
export interface StoreTrial {
  readonly folder: string
  /** The provider's file; null when it came as a class. */
  readonly file: string | null
  readonly identifiers: readonly string[]
  readonly facts: Facts
  readonly wire: Wire
  readonly openBank: Adapter["bank"]
}

/** What a service may have of its own, where several stand in one shop. */
type Own = Pick<StoreTrial, "facts" | "openBank">

/** An open shop, in which case follows case. */
export interface OpenStore {
  /** Of several services one is offered at a time. */
  judge(one: StoreCase, identifier: string, own?: Own): Promise<Result>
  close(): Promise<void>
}

/** Why no server can be made; null when one can. */
function hindrance(medusa: Medusa, file: string | null): string | null {
  if (!medusa.isWhole) return `a whole Medusa is needed: npm install @medusajs/medusa@${medusa.version}`
  return file ? null : "the server loads the provider by its file: give one, or `file` beside the class"
}

/** @throws what keeps the server from starting */
export async function openStore(trial: StoreTrial, medusa: Medusa): Promise<OpenStore> {
  const { facts, wire, identifiers, file } = trial
  const modules = Object.entries(facts.modules ?? {}).map(([name, beside]) => {
    return [name, { ...beside, resolve: medusa.entryOf(beside.resolve) }] as const
  })
  const entry = {
    ...{ file: file ?? "", identifiers, options: facts.options, module: facts.module ?? {} },
    modules: Object.fromEntries(modules),
    plugins: facts.plugins ?? [],
  }
  const server = await StoreServer.open(medusa, () => entry, { PROVE_WIRE: wire.way() })
  let offered: Store | null = null
  let firstCart: string | undefined
  const fitted = async (identifier: string, own: Own) => {
    if (offered?.identifier === identifier) return offered
    const store = new Store(new Api(server.url), identifier, own.facts)
    await store.fit()
    firstCart = await leaveCart(wire, own, store, firstCart)
    offered = store
    return store
  }
  try {
    await fitted(identifiers[0] ?? "", trial)
  } catch (error) {
    await server.close()
    throw error
  }
  const judge = async (one: StoreCase, identifier: string, own: Own = trial) => {
    return judgeOne(one, { ...own, wire }, server, await fitted(identifier, own))
  }
  return { judge, close: () => server.close() }
}

/**
 * Somebody's cart is the first in the table: the one that Medusa takes when a message names no session that it knows. Its buyer
 * pays by the service that is offered now.
 */
async function leaveCart(wire: Wire, { openBank }: Own, store: Store, first?: string): Promise<string> {
  const bank = new Supervisor(openBank())
  wire.begin(bank)
  const cart = first ?? (await store.fill())
  // Whether it could be opened is judged by the first case.
  await store.try(() => store.open(bank, cart))
  return cart
}

type Trying = Own & Pick<StoreTrial, "wire">

async function judgeOne(one: StoreCase, trial: Trying, server: StoreServer, store: Store): Promise<Result> {
  const { facts, wire } = trial
  const started = performance.now()
  const bank = new Supervisor(trial.openBank())
  wire.begin(bank)
  const scene: StoreScene = {
    ...{ facts, bank, store },
    restart: () => server.restart(),
    during: (fault, work) => during(wire, fault, work),
  }
  const seen = await judge(() => one.run(scene))
  if (bank.broken) throw new UnsoundBank(`${bank.broken} (seen in ${one.id})`)
  const requests = wire.exchanges.map(({ sent: _, answered: __, ...request }) => request)
  const ms = Math.round(performance.now() - started)
  return maskedResult({ ...resultOf(one, seen), ms, requests }, facts)
}

const resultOf = ({ id, tier, loss }: StoreCase, { verdict, seen }: Seen): Result => ({
  ...{ id, tier, verdict, seen, loss },
  ms: 0,
  requests: [],
})

const unjudged = (one: StoreCase, seen: string) => resultOf(one, { verdict: "not judged", seen })

/** Runs the cases one after another in one shop. @throws UnsoundBank */
export async function runStore(
  trial: StoreTrial,
  chosen: readonly StoreCase[],
  onResult: (result: Result) => void,
): Promise<Result[]> {
  const results: Result[] = []
  const tell = (result: Result) => {
    results.push(result)
    onResult(result)
  }
  const medusa = loadMedusa(trial.folder)
  const hindered = hindrance(medusa, trial.file)
  const { store, trouble } = hindered ? { store: null, trouble: hindered } : await opened(trial, medusa)
  try {
    const [identifier = ""] = trial.identifiers
    let closed = trouble
    for (const one of chosen) {
      const lack = lackOf(one, trial.facts)
      if (lack) tell(resultOf(one, { verdict: "n/a", seen: lack }))
      else if (closed !== null || !store) tell(unjudged(one, closed ?? "there is no shop"))
      else {
        tell(await store.judge(one, identifier))
        if (one.gate && results.at(-1)?.verdict === "fail") closed = `${one.id} failed`
      }
    }
  } finally {
    await store?.close()
  }
  return results
}

async function opened(trial: StoreTrial, medusa: Medusa) {
  try {
    return { store: await openStore(trial, medusa), trouble: null }
  } catch (error) {
    return { store: null, trouble: `the server does not start: ${messageOf(error)}` }
  }
}
