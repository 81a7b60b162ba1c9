import { useSearchParams } from "react-router-dom"

/** What the page shows stands in its address, so that it can be sent to a colleague, reloaded and gone back to. */
export function useAddress() {
  const [params, setParams] = useSearchParams()
  return {
    get: (name: string) => params.get(name) ?? "",
    all: (name: string) => params.getAll(name),
    /** Null takes a name away; all others stay. `isStep`: the browser's "back" undoes it. */
    change: (changes: Changes, isStep = true) =>
      setParams((before) => changed(before, changes), { replace: !isStep, preventScrollReset: true }),
    /** The address with these changes, for links. */
    to: (changes: Changes) => `?${changed(params, changes)}`,
  }
}

export type Changes = Readonly<Record<string, string | readonly string[] | null>>

export function changed(params: URLSearchParams, changes: Changes): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const [name, values] of Object.entries(changes)) {
    next.delete(name)
    for (const value of [values ?? []].flat()) next.append(name, value)
  }
  return next
}
