import { withLongNumbersAsText } from "./json-object"
import { isRecord } from "./options"
import { type Redaction, redact } from "./redact"

/** No gateway's message has more that is worth keeping. */
const MOST_FIELDS = 80

/**
 * What may be kept of a request or an answer, whether it is a form or JSON. Of JSON the name of each value is its path, and its
 * last part decides; of what is sealed nothing is known, and nothing kept.
 */
export function keptFields(text: string, { exchanged = [], ...rule }: Redaction): Record<string, string> {
  const all = { ...rule, kept: [...rule.kept, ...exchanged] }
  const kept = fieldsOf(text).flatMap(([path, value]) => {
    const name = path.slice(-1).join()
    const [form] = Object.values(redact({ [name]: value }, all))
    return form === undefined ? [] : [[path.join("."), form] as const]
  })
  return Object.fromEntries(kept.slice(0, MOST_FIELDS))
}

type Field = readonly [path: readonly string[], value: string]

function fieldsOf(text: string): readonly Field[] {
  const json = jsonOf(text)
  return json === undefined ? [...new URLSearchParams(text)].map(([name, value]) => [[name], value]) : leaves(json, [])
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(withLongNumbersAsText(text))
  } catch {
    return undefined
  }
}

function leaves(value: unknown, path: readonly string[]): readonly Field[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => leaves(item, [...path.slice(0, -1), `${path.slice(-1)}[${index}]`]))
  if (isRecord(value)) return Object.entries(value).flatMap(([name, each]) => leaves(each, [...path, name]))
  return value === null ? [] : [[path, String(value)]]
}
