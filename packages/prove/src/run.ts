import type { Case, Scene } from "./cases/case.js"
import { cases as all, storeCases, titles } from "./cases/index.js"
import type { Adapter, Facts } from "./facts.js"
import { attempt, Finding } from "./finding.js"
import type { House } from "./house/house.js"
import type { Method, ProviderClass } from "./house/provider-class.js"
import { judge, type Seen } from "./judgement.js"
import { lackOf } from "./needs.js"
import { maskedResult } from "./report/masked.js"
import { Supervisor, UnsoundBank } from "./self-check.js"
import { Shop } from "./shop/shop.js"
import type { StoreCase } from "./store/scene.js"
import type { Result } from "./verdict.js"
import type { Fault } from "./wire/faults.js"
import type { Wire } from "./wire/wire.js"

/** What is judged, and with what. */
export interface Trial {
  readonly house: House
  readonly wire: Wire
  readonly service: ProviderClass
  readonly facts: Facts
  readonly openBank: Adapter["bank"]
  /** See Scene. */
  readonly types: Scene["types"]
}

/** A fresh bank, and the shop before it. */
export function openScene({ house, wire, service, facts, openBank, types }: Trial): Scene & { bank: Supervisor } {
  const bank = new Supervisor(openBank())
  wire.begin(bank)
  house.watch.begin()
  const shop = new Shop(house.payments, house.idOf(service), bank, facts, house.container)
  const instance = house.instanceOf(service)
  return {
    ...{ facts, bank, wire, shop, house, service, types },
    call: async (method, input) => callMethod(instance, method, input),
    during: (fault, work) => during(wire, fault, work),
  }
}

async function callMethod(instance: object, method: Method, input: Record<string, unknown>): Promise<unknown> {
  const found: unknown = Reflect.get(instance, method)
  if (typeof found !== "function") throw new Finding(`has no ${method}`)
  return Reflect.apply(found, instance, [input])
}

export async function during<T>(wire: Wire, fault: Fault, work: () => Promise<T>): Promise<T> {
  wire.suffer(fault)
  try {
    return await work()
  } finally {
    wire.calm()
  }
}

async function runOne(one: Case, trial: Trial): Promise<Result> {
  const started = performance.now()
  const scene = openScene(trial)
  const { verdict, seen } = await judge(() => one.run(scene))
  if (scene.bank.broken) throw new UnsoundBank(`${scene.bank.broken} (seen in ${one.id})`)
  const requests = trial.wire.exchanges.map(({ sent: _, answered: __, ...request }) => request)
  const ms = Math.round(performance.now() - started)
  return maskedResult({ ...resultOf(one, { verdict, seen }), ms, requests }, trial.facts)
}

const resultOf = ({ id, tier, loss }: Case, { verdict, seen }: Seen): Result => ({
  ...{ id, tier, verdict, seen, loss },
  ms: 0,
  requests: [],
})

/** What cannot be judged is said, never skipped. */
function unjudged(one: Case, facts: Facts, closed: ReadonlySet<Case>): Seen | null {
  const lack = lackOf(one, facts)
  if (lack) return { verdict: "n/a", seen: lack }
  const gate = [...closed].find(({ gate }) => gate === "everything" || one.needs.includes("notices"))
  return gate && one.tier !== "contract" ? { verdict: "not judged", seen: `${gate.id} failed` } : null
}

export interface Choice {
  /** One case; the gates before it are run, too. */
  readonly only?: string | undefined
  readonly tiers?: readonly string[] | undefined
}

/** Whether somebody asked for a case, or it is only a gate of those. */
export function askedBy({ only, tiers }: Choice) {
  return ({ id, tier }: Pick<Result, "id" | "tier">) => (only ? id === only : (tiers?.includes(tier) ?? true))
}

/** The cases of a choice. @throws when it chooses nothing */
export function chosen({ only, tiers }: Choice): readonly Case[] {
  const found = all.filter(({ id, tier, gate }) => {
    if (only) return id === only || (gate === "everything" && titles.some((one) => one.id === only))
    return tiers ? tiers.includes(tier) || gate === "everything" : true
  })
  if (found.length > 0) return found
  throw new Error(`There is no case ${only ?? tiers?.join(", ")}. Cases: ${titles.map(({ id }) => id).join(", ")}.`)
}

/** Those of the choice that need a whole server; none unless they are asked for. */
export function chosenInStore({ only, tiers }: Choice): readonly StoreCase[] {
  const isAsked = only ? storeCases.some(({ id }) => id === only) : (tiers?.includes("shop") ?? false)
  return isAsked ? storeCases.filter(({ id, gate }) => !only || id === only || gate) : []
}

/** Runs the cases one after another. @throws UnsoundBank */
export async function runCases(trial: Trial, chosenCases: readonly Case[], onResult: (result: Result) => void) {
  const results: Result[] = []
  const closed = new Set<Case>()
  for (const one of chosenCases) {
    const without = unjudged(one, trial.facts, closed)
    const result = without ? resultOf(one, without) : await runOne(one, trial)
    if (one.gate && result.verdict === "fail") closed.add(one)
    results.push(result)
    onResult(result)
  }
  return results
}

/** Whether the provider starts at all is tried with the facts' own options. */
export const BOOT_MS = 60_000

export const booted = <T>(work: () => Promise<T>) => attempt(work, BOOT_MS)
