type Rewrite = (path: string, value: unknown) => unknown

function isForm(body: string): boolean {
  return /^[\w.[\]%-]+=/.test(body)
}

/** What stands where in a JSON or form body. */
export function leavesOf(body: string): [string, unknown][] {
  const found: [string, unknown][] = []
  rewrite(body, (path, value) => {
    found.push([path, value])
    return value
  })
  return found
}

/** Applies a change to each leaf of a JSON or form body; other bodies stay as they are. */
export function rewrite(body: string, change: Rewrite): string {
  if (isForm(body)) return rewriteForm(body, change)
  try {
    return JSON.stringify(rewriteTree(JSON.parse(body), "", change))
  } catch {
    return body
  }
}

function rewriteForm(body: string, change: Rewrite): string {
  const fields = [...new URLSearchParams(body)].map(([name, value]): [string, string] => [
    name,
    String(change(name, value)),
  ])
  return new URLSearchParams(fields).toString()
}

function rewriteTree(node: unknown, path: string, change: Rewrite): unknown {
  if (Array.isArray(node)) return node.map((each, index) => rewriteTree(each, `${path}.${index}`, change))
  if (typeof node !== "object" || node === null) return change(path, node)
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, rewriteTree(value, `${path}.${name}`, change)]),
  )
}
