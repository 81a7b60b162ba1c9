import { ActionRefused } from "./gateway.js"

/** The values that a setting may take, where only these are allowed. */
export type Choices<Settings> = { readonly [Name in keyof Settings]?: readonly Settings[Name][] }

/** Changes settings in place. Refuses an unknown name, a value of the wrong type, and a value that is not a choice. */
export function changeSettings<Settings extends object>(
  settings: Settings,
  choices: Choices<Settings>,
  patch: Record<string, unknown>,
): Record<string, unknown> {
  const current = new Map<string, unknown>(Object.entries(settings))
  const words = new Map<string, unknown>(Object.entries(choices))
  for (const [name, value] of Object.entries(patch)) {
    if (!current.has(name) || typeof value !== typeof current.get(name)) {
      throw new ActionRefused(`${name} is no setting, or not of this type.`)
    }
    const allowed = words.get(name)
    if (Array.isArray(allowed) && !allowed.includes(value)) {
      throw new ActionRefused(`${name} is one of ${allowed.join(", ")}.`)
    }
  }
  Object.assign(settings, patch)
  return Object.fromEntries(Object.entries(settings))
}
