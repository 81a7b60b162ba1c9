import { useCallback, useEffect, useState } from "react"

export interface Loaded<T> {
  readonly value: T | null
  readonly error: Error | null
  retry(): void
}

/** Loads something when the component appears and whenever `load` is another function. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ value: T | null; error: Error | null }>({ value: null, error: null })
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn loads again
  useEffect(() => {
    let wanted = true
    load()
      .then((value) => wanted && setState({ value, error: null }))
      .catch((error: Error) => wanted && setState({ value: null, error }))
    return () => {
      wanted = false
    }
  }, [load, turn])
  const retry = useCallback(() => {
    setState({ value: null, error: null })
    setTurn((now) => now + 1)
  }, [])
  return { ...state, retry }
}
