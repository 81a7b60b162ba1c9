/** A form as a browser would see it. */
export interface PageForm {
  id: string
  action: string
  method: "get" | "post"
  fields: Record<string, string>
  buttons: { name: string; value: string; action: string }[]
  autoSubmit: boolean
}

type Attributes = Record<string, string>

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" }

/** Turns character references back into characters. */
export function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
    if (name.startsWith("#")) {
      const code = name[1]?.toLowerCase() === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
      return String.fromCodePoint(code)
    }
    return ENTITIES[name.toLowerCase()] ?? whole
  })
}

function attributesOf(tag: string): Attributes {
  const attributes: Attributes = {}
  const pattern = /([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g
  for (const [, name, double, single, bare] of tag.replace(/^<\w+/, "").matchAll(pattern)) {
    if (name) attributes[name.toLowerCase()] = decodeEntities(double ?? single ?? bare ?? "")
  }
  return attributes
}

function tags(html: string, names: string): { name: string; attributes: Attributes; index: number }[] {
  const pattern = new RegExp(`<(${names})\\b(?:"[^"]*"|'[^']*'|[^>"'])*>`, "gi")
  return [...html.matchAll(pattern)].map((match) => ({
    name: (match[1] ?? "").toLowerCase(),
    attributes: attributesOf(match[0]),
    index: match.index + match[0].length,
  }))
}

/** The forms of a page, with the values that they would submit unchanged. */
export function formsOf(html: string): PageForm[] {
  return tags(html, "form").map(({ attributes, index }) => {
    const inner = html.slice(index, html.indexOf("</form>", index))
    return {
      id: attributes.id ?? "",
      action: attributes.action ?? "",
      method: attributes.method?.toLowerCase() === "post" ? "post" : "get",
      fields: fieldsOf(inner),
      buttons: buttonsOf(inner),
      autoSubmit: "data-auto-submit" in attributes || attributes.id === "departure",
    }
  })
}

function fieldsOf(html: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { name, attributes, index } of tags(html, "input|select")) {
    if (attributes.name === undefined || attributes.type === "submit") continue
    fields[attributes.name] = name === "select" ? firstOption(html.slice(index)) : (attributes.value ?? "")
  }
  return fields
}

function firstOption(html: string): string {
  return tags(html.slice(0, html.indexOf("</select>")), "option")[0]?.attributes.value ?? ""
}

function buttonsOf(html: string): PageForm["buttons"] {
  return tags(html, "button")
    .filter(({ attributes }) => attributes.type !== "button")
    .map(({ attributes }) => ({
      name: attributes.name ?? "",
      value: attributes.value ?? "",
      action: attributes["data-action"] ?? "",
    }))
}

/** The links of a page by their ids. */
export function linksOf(html: string): Record<string, string> {
  const links: Record<string, string> = {}
  for (const { attributes } of tags(html, "a")) if (attributes.id) links[attributes.id] = attributes.href ?? ""
  return links
}
