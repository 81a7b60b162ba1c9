import type { Hono } from "hono"
import type { FaultKind } from "./faults.js"
import { ActionRefused, type ActionView, type Core, type FidelityRow, type Gateway, type TradeView } from "./gateway.js"
import { type OfficeAction, runAction } from "./office-actions.js"
import { type Choices, changeSettings } from "./settings.js"
import { type Movement, PLAIN_STATEMENT, paidOut, type StatementOrder, type StatementWriter } from "./statement.js"

/** Something that staff, or the clock, can do to all trades at once. */
export interface OfficeCommand<State> extends ActionView {
  run(state: State): void
}

/** What differs between gateways. `State` is a gateway's whole state; `Trade` is its record of one purchase. */
export interface GatewayParts<
  State extends { settings: Settings },
  Trade extends { state: string },
  Settings extends object,
> {
  id: string
  name: string
  endpoints: readonly string[]
  faults: readonly FaultKind[]
  fidelity: readonly FidelityRow[]
  state: State & { readonly core?: Core }
  choices: Choices<Settings>
  mount(app: Hono): void
  subjectOf(path: string, sent: string): string | null
  /** What stands sealed inside a message. Absent where nothing is sealed. */
  open?(message: string): readonly (readonly [name: string, text: string])[]
  trades(): Trade[]
  find(id: string): Trade | undefined
  /** What the gateway calls a trade, for messages to staff. */
  noun: string
  view(trade: Trade): TradeView
  actions: readonly OfficeAction<State, Trade>[]
  commands: readonly OfficeCommand<State>[]
  accounts(): Iterable<object>
  addAccount(given: Record<string, unknown>): object
  /** Money that moved, for statements of what is paid out. Absent where the gateway writes none. */
  movements?(): Movement[]
  /** Files of its own beside the plain table. */
  statements?: readonly StatementWriter[]
  reset(): void
}

/** Builds a gateway from its parts, adding what all gateways answer to the dashboard and the control API alike. */
export function buildGateway<
  State extends { settings: Settings },
  Trade extends { state: string },
  Settings extends object,
>(parts: GatewayParts<State, Trade, Settings>): Gateway {
  const { id, name, endpoints, faults, fidelity, state } = parts
  return {
    id,
    name,
    endpoints,
    faults,
    fidelity,
    mount: parts.mount,
    subjectOf: parts.subjectOf,
    open: (message) => parts.open?.(message) ?? [],
    trades: () => parts.trades().map(parts.view),
    act: async (trade, action, input) => act(parts, trade, action, input),
    ...statementsOf(parts),
    commands: () => parts.commands.map(({ run: _run, ...command }) => command),
    command: async (command) => runCommand(parts.commands, state, command),
    accounts: () => Array.from(parts.accounts(), (account) => ({ ...account })),
    addAccount: (given) => ({ ...parts.addAccount(given) }),
    settings: () => Object.fromEntries(Object.entries(state.settings)),
    configure: (patch) => changeSettings(state.settings, parts.choices, patch),
    reset: parts.reset,
  }
}

function statementsOf<State extends { settings: Settings }, Trade extends { state: string }, Settings extends object>({
  id,
  state: { core },
  movements,
  statements = [],
}: GatewayParts<State, Trade, Settings>): Pick<Gateway, "statements" | "statement"> {
  if (!movements || !core) return {}
  // What a file of its own lists stands in no other.
  const lists = (movement: Movement) => !statements.some((each) => each.lists(movement))
  const writers = [...statements, { ...PLAIN_STATEMENT, lists }]
  return {
    statements: writers.map(({ id, name }) => ({ id, name })),
    statement: (order) =>
      writerOf(writers, order).write(
        paidOut(
          core.faults,
          id,
          movements().filter((movement) => writerOf(writers, order).lists(movement)),
          order,
        ),
      ),
  }
}

function writerOf(writers: readonly StatementWriter[], { layout = writers[0]?.id }: StatementOrder): StatementWriter {
  const writer = writers.find(({ id }) => id === layout)
  if (!writer) throw new ActionRefused(`There is no statement ${layout}.`)
  return writer
}

function act<State extends { settings: Settings }, Trade extends { state: string }, Settings extends object>(
  { find, noun, actions, state, view }: GatewayParts<State, Trade, Settings>,
  id: string,
  action: string,
  input: Record<string, string>,
): Record<string, unknown> {
  const trade = find(id)
  if (!trade) throw new ActionRefused(`There is no ${noun} ${id}.`)
  runAction(actions, state, trade, action, input)
  return { ...view(trade) }
}

function runCommand<State>(commands: readonly OfficeCommand<State>[], state: State, name: string) {
  const command = commands.find((candidate) => candidate.name === name)
  if (!command) throw new ActionRefused(`There is no command ${name}.`)
  command.run(state)
  return { done: name }
}
