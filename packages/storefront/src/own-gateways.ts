import type { Gateway, Method } from "./method-table.js"

/** A gateway that is not among the table's, as shoppers should read it. */
export interface OwnGateway extends Gateway {
  /** The first part of its identifiers: `taixbank` of `taixbank-card`. */
  readonly id: string
  /** By identifier, in the order in which they are shown, after those of the table. */
  readonly methods: Readonly<Record<string, Method>>
}

const own = new Map<string, OwnGateway>()

/** Tells names, hints and icons of a gateway's methods, before the first of them is shown. Told again, it is replaced. */
export function registerGateway(gateway: OwnGateway): void {
  own.set(gateway.id, gateway)
}

export function ownGateway(id: string): OwnGateway | undefined {
  return own.get(id)
}

export function ownMethod(identifier: string): Method | undefined {
  return [...own.values()].map(({ methods }) => methods).find((methods) => Object.hasOwn(methods, identifier))?.[
    identifier
  ]
}

/** Where a method stands among those that were told; −1 for one that was not. */
export function placeAmongOwn(identifier: string): number {
  return [...own.values()].flatMap(({ methods }) => Object.keys(methods)).indexOf(identifier)
}
