import type { Brand } from "./brand.js"
import { type Device, fits, thisDevice } from "./device.js"
import { gateways, groups, type Method, type MethodGroup, type MethodIcon, methods } from "./method-table.js"
import { ownGateway, ownMethod, placeAmongOwn } from "./own-gateways.js"
import type { Locale } from "./status.js"

/** A payment provider of the store, as a shopper should see it. */
export interface MethodChoice {
  /** Medusa's provider id, for example `pp_ecpay-atm_main`. */
  readonly providerId: string
  /** The middle of it, for example `ecpay-atm`. */
  readonly identifier: string
  readonly group: MethodGroup
  readonly icon: MethodIcon
  readonly name: string
  readonly hint: string
  /** Null where the way to pay belongs to no brand: then the icon is shown. */
  readonly brand: Brand | null
  /** The gateway's script works in the shop's page: open a session as soon as the method is chosen. */
  readonly inPage: boolean
}

/** What a shopper should see for a provider; one that is not known shows its own id. */
export function describeMethod(providerId: string, locale: Locale): MethodChoice {
  const identifier = identifierOf(providerId)
  const inPage = gatewayAt(identifier)?.inPage ?? false
  const method = findMethod(identifier)
  if (!method)
    return { providerId, identifier, group: "other", icon: "choose", name: providerId, hint: "", brand: null, inPage }
  const { group, icon, name, hint, brand = null } = method
  return { providerId, identifier, group, icon, name: name[locale], hint: hint[locale], brand, inPage }
}

/**
 * The providers that can be paid by on a device: no Apple Pay where the browser has none, no card reader on a phone. All of
 * them where none would be left.
 */
export function usableOn(providerIds: readonly string[], device: Device | null = thisDevice()): readonly string[] {
  const usable = providerIds.filter((id) => fits(findMethod(identifierOf(id))?.needs, device))
  return usable.length > 0 ? usable : providerIds
}

/** Whether a gateway's script works in the shop's page; paying again then begins at the checkout. */
export function paysInPage(gateway: string): boolean {
  return gatewayAt(gateway)?.inPage ?? false
}

function identifierOf(providerId: string): string {
  return providerId.replace(/^pp_/, "").split("_")[0] ?? providerId
}

const gatewayId = (identifier: string) => identifier.split("-")[0] ?? identifier

function gatewayAt(identifier: string) {
  const id = gatewayId(identifier)
  return ownGateway(id) ?? (Object.hasOwn(gateways, id) ? gateways[id] : undefined)
}

function findMethod(identifier: string): Method | undefined {
  const key = methodKey(identifier)
  return ownMethod(identifier) ?? (Object.hasOwn(methods, key) ? methods[key] : undefined)
}

function methodKey(identifier: string): string {
  const own = identifier.split("-").slice(1).join("-")
  return own || (gatewayAt(identifier)?.chooser ? "chooser" : identifier)
}

export interface MethodSection {
  readonly id: MethodGroup
  readonly name: string
  readonly choices: readonly MethodChoice[]
}

/** Providers in groups, both in the order shoppers look for them; empty groups are left out. */
export function groupMethods(providerIds: readonly string[], locale: Locale): readonly MethodSection[] {
  const choices = providerIds.map((id) => describeMethod(id, locale)).sort((one, other) => rank(one) - rank(other))
  return groups
    .map(({ id, name }) => ({ id, name: name[locale], choices: choices.filter(({ group }) => group === id) }))
    .filter((section) => section.choices.length > 0)
}

const methodOrder = Object.keys(methods)

function rank({ identifier }: MethodChoice): number {
  const own = placeAmongOwn(identifier)
  if (own >= 0) return methodOrder.length + own
  const place = methodOrder.indexOf(methodKey(identifier))
  return place < 0 ? Number.MAX_SAFE_INTEGER : place
}

export interface GatewaySection {
  /** The first part of its identifiers, for example `ecpay`. */
  readonly id: string
  readonly name: string
  readonly providerIds: readonly string[]
}

/** Providers by their gateways, for a shop that has several with the same methods. */
export function groupByGateway(providerIds: readonly string[], locale: Locale): readonly GatewaySection[] {
  const ids = [...new Set(providerIds.map((id) => gatewayId(identifierOf(id))))]
  return ids
    .sort((one, other) => gatewayRank(one) - gatewayRank(other))
    .map((id) => ({
      id,
      name: gatewayAt(id)?.name[locale] ?? id,
      providerIds: providerIds.filter((provider) => gatewayId(identifierOf(provider)) === id),
    }))
}

const gatewayOrder = Object.keys(gateways)

function gatewayRank(id: string): number {
  const place = gatewayOrder.indexOf(id)
  return place < 0 ? gatewayOrder.length : place
}

/** The same way to pay at another gateway, or else the first that is offered there. */
export function sameMethodAt(providerIds: readonly string[], chosen: string | null): string | null {
  const wanted = chosen === null ? undefined : findMethod(identifierOf(chosen))
  const sorted = groupMethods(providerIds, "en").flatMap(({ choices }) => choices)
  const match = sorted.find(({ identifier }) => wanted !== undefined && findMethod(identifier) === wanted)
  return (match ?? sorted[0])?.providerId ?? null
}
