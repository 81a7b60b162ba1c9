import { ActionRefused, type ActionView } from "./gateway.js"

/** Something that staff, or the clock, can do to one trade. */
export interface OfficeAction<World, Trade> extends ActionView {
  possible(trade: Trade): boolean
  run(world: World, trade: Trade, input: Record<string, string>): void
}

/** Runs an action. Throws ActionRefused if it is unknown or not possible now. */
export function runAction<World, Trade extends { state: string }>(
  actions: readonly OfficeAction<World, Trade>[],
  world: World,
  trade: Trade,
  name: string,
  input: Record<string, string>,
): void {
  const action = actions.find((candidate) => candidate.name === name)
  if (!action) throw new ActionRefused(`There is no action ${name}.`)
  if (!action.possible(trade)) throw new ActionRefused(`${name} cannot be done while this trade is ${trade.state}.`)
  action.run(world, trade, input)
}

/** The actions that are possible now, as shown to staff. */
export function possibleActions<World, Trade>(
  actions: readonly OfficeAction<World, Trade>[],
  trade: Trade,
): ActionView[] {
  return actions.filter((action) => action.possible(trade)).map(({ possible: _possible, run: _run, ...view }) => view)
}
