import { useState } from "react"

/** What tells a form that is pressed again from another one that is opened for the same. */
export function useFormId(): string {
  const [id] = useState(() => Math.random().toString(36).slice(2))
  return id
}
