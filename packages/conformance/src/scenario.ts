import type { GatewayUnderTest, Need } from "./gateway-under-test.js"
import type { Source } from "./sources.js"

/**
 * contract: the gateway as pure data and functions. module: the provider class on a real database with the gateway's sandbox.
 * server: a real Medusa server over HTTP.
 */
export type Level = "contract" | "module" | "server"

/** One small named action or expectation on a stage. */
export interface Step<Stage> {
  readonly name: string
  act(stage: Stage): void | Promise<void>
}

/** A scenario as it is written down: data only. */
export interface ScenarioDefinition<Stage> {
  /** Lower case with hyphens, unique over all levels: `late-failure`. */
  readonly id: string
  readonly title: string
  readonly sources: readonly Source[]
  /** What the gateway must have for this to make sense. */
  readonly needs?: readonly Need[]
  readonly steps: readonly Step<Stage>[]
  /** What must be true in the end. */
  readonly expect: readonly Step<Stage>[]
}

/** A scenario that can be played against any subject. */
export interface Scenario {
  readonly id: string
  readonly title: string
  readonly level: Level
  readonly sources: readonly Source[]
  readonly needs: readonly Need[]
  /** The names of its steps and expectations. */
  readonly script: readonly string[]
  /** @throws the first thing that is not as it should be. */
  play(subject: GatewayUnderTest, harnesses: Harnesses): Promise<void>
}

/** What is opened once for all scenarios of a run, at first use. */
export interface Harnesses {
  harness(): Promise<Awaited<ReturnType<NonNullable<GatewayUnderTest["openModuleHarness"]>>>>
  shop(): Promise<Awaited<ReturnType<NonNullable<GatewayUnderTest["openShop"]>>>>
  close(): Promise<void>
}

export function step<Stage>(name: string, act: (stage: Stage) => void | Promise<void>): Step<Stage> {
  return { name, act }
}

/** Scenarios of one level, each played on a fresh stage. */
export function scenariosOf<Stage>(
  level: Level,
  openStage: (subject: GatewayUnderTest, harnesses: Harnesses) => Stage | Promise<Stage>,
  definitions: readonly ScenarioDefinition<Stage>[],
): Scenario[] {
  return definitions.map(({ id, title, sources, needs = [], steps, expect }) => ({
    id,
    title,
    level,
    sources,
    needs,
    script: [...steps, ...expect].map(({ name }) => name),
    play: async (subject, harnesses) => {
      const stage = await openStage(subject, harnesses)
      for (const { act } of [...steps, ...expect]) await act(stage)
    },
  }))
}
