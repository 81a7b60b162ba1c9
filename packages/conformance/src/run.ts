import { type GatewayUnderTest, type Need, SELDOM } from "./gateway-under-test.js"
import type { Harnesses, Level, Scenario } from "./scenario.js"

export interface Result {
  readonly scenario: Scenario
  readonly subject: string
  readonly verdict: "pass" | "fail" | "not applicable"
  /** Why not applicable, or what failed. */
  readonly reason: string
}

/** Why a scenario makes no sense for a subject, in the subject's own words; null when it does. */
export function whyNot({ needs, level }: Scenario, subject: GatewayUnderTest): string | null {
  const { has } = subject
  const lacking = needs.map((need: Need) => ({ ...SELDOM, ...has })[need]).find((answer) => answer !== true)
  if (lacking !== undefined) return lacking
  if (level === "module" && !subject.openModuleHarness) return "this run has no database"
  return level === "server" && !subject.openShop ? "this run has no Medusa server" : null
}

/** Harnesses that open at first use, and are all closed at the end. */
export function harnessesOf(subject: GatewayUnderTest): Harnesses {
  const harness = once(subject.openModuleHarness)
  const shop = once(subject.openShop)
  return {
    harness: harness.get,
    shop: shop.get,
    close: async () => {
      await harness.close()
      await shop.close()
    },
  }
}

function once<Room extends { close(): Promise<void> }>(open: (() => Promise<Room>) | undefined) {
  let opened: Promise<Room> | undefined
  return {
    get: () => {
      opened ??= open ? open() : Promise.reject(new Error("The subject has no such room."))
      return opened
    },
    close: async () => (await opened)?.close(),
  }
}

/** Plays one scenario, and tells how it went instead of throwing. */
export async function play(scenario: Scenario, subject: GatewayUnderTest, harnesses: Harnesses): Promise<Result> {
  const told = { scenario, subject: subject.name }
  const reason = whyNot(scenario, subject)
  if (reason !== null) return { ...told, verdict: "not applicable", reason }
  try {
    await scenario.play(subject, harnesses)
    return { ...told, verdict: "pass", reason: "" }
  } catch (error) {
    return { ...told, verdict: "fail", reason: error instanceof Error ? error.message : String(error) }
  }
}

/** Plays scenarios in this process and collects how they went; for tests of the kit, and for other runners than vitest. */
export async function playAll(
  scenarios: readonly Scenario[],
  subject: GatewayUnderTest,
  wanted: { level?: Level; ids?: readonly string[] } = {},
): Promise<Result[]> {
  const harnesses = harnessesOf(subject)
  const chosen = scenarios.filter(
    ({ level, id }) => (wanted.level ?? level) === level && (wanted.ids?.includes(id) ?? true),
  )
  const results: Result[] = []
  try {
    for (const scenario of chosen) results.push(await play(scenario, subject, harnesses))
  } finally {
    await harnesses.close()
  }
  return results
}
