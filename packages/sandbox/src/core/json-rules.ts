/** What a JSON value must look like. `most` counts characters. Fields are optional unless `required`. */
export type Rule =
  | { kind: "text"; required?: boolean; most?: number }
  | { kind: "number"; required?: boolean }
  | { kind: "flag"; required?: boolean }
  | { kind: "word"; required?: boolean; words: readonly string[] }
  | { kind: "object"; required?: boolean; fields: Readonly<Record<string, Rule>> }
  | { kind: "list"; required?: boolean; item: Rule }

export interface Breach {
  /** The field's path, such as `packages[0].name`. */
  path: string
  what: "missing" | "unknown" | "wrong"
}

export type JsonObject = Record<string, unknown>

/** Parses a JSON object, or returns null if the text is not one. */
export function readObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** All breaches of a rule by a value. Fields that the rule does not name are breaches too. */
export function breachesOf(rule: Rule, value: unknown, path = ""): Breach[] {
  if (value === undefined || value === null) return rule.required ? [{ path, what: "missing" }] : []
  if (rule.kind === "object" && isObject(value)) return breachesInObject(rule.fields, value, path)
  if (rule.kind === "list" && Array.isArray(value)) {
    const item = { ...rule.item, required: true }
    return value.flatMap((each, index) => breachesOf(item, each, `${path}[${index}]`))
  }
  return rule.kind !== "object" && rule.kind !== "list" && fits(rule, value) ? [] : [{ path, what: "wrong" }]
}

function breachesInObject(fields: Readonly<Record<string, Rule>>, value: JsonObject, path: string): Breach[] {
  const below = (name: string) => (path === "" ? name : `${path}.${name}`)
  const known = Object.entries(fields).flatMap(([name, rule]) => breachesOf(rule, value[name], below(name)))
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(fields, name))
  return [...known, ...unknown.map((name): Breach => ({ path: below(name), what: "unknown" }))]
}

function fits(rule: Exclude<Rule, { kind: "object" | "list" }>, value: unknown): boolean {
  switch (rule.kind) {
    case "text":
      return (
        typeof value === "string" && (!rule.required || value !== "") && [...value].length <= (rule.most ?? Infinity)
      )
    case "number":
      return typeof value === "number" && Number.isFinite(value)
    case "flag":
      return typeof value === "boolean"
    case "word":
      return typeof value === "string" && rule.words.includes(value)
  }
}

/** A field of a checked object; an empty value if it is absent or of another type. */
export function textAt(object: JsonObject, name: string): string {
  const value = object[name]
  return typeof value === "string" ? value : ""
}

export function numberAt(object: JsonObject, name: string): number {
  const value = object[name]
  return typeof value === "number" ? value : 0
}

export function objectAt(object: JsonObject, name: string): JsonObject {
  const value = object[name]
  return isObject(value) ? value : {}
}

export function objectsAt(object: JsonObject, name: string): JsonObject[] {
  const value = object[name]
  return Array.isArray(value) ? value.filter(isObject) : []
}
