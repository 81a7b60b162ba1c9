import { Input } from "@medusajs/ui"
import type { ComponentProps } from "react"
import { NamedButtons } from "./named-buttons"

/** Medusa UI's field for searches, whose picture of a lens says nothing to who cannot see it. */
export function SearchInput({ label, className, ...input }: { label: string } & ComponentProps<typeof Input>) {
  return (
    <NamedButtons name={label} className={className}>
      <Input type="search" aria-label={label} placeholder={label} {...input} />
    </NamedButtons>
  )
}
