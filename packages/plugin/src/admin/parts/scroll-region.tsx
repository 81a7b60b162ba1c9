import type { ReactNode } from "react"

interface ScrollRegionProps {
  readonly label: string
  readonly className?: string
  readonly children?: ReactNode
}

/** What is wider or longer than its place is moved by the keyboard, too, also where nothing in it can be pressed. */
export function ScrollRegion({ label, className = "", children }: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section aria-label={label} tabIndex={0} className={`overflow-auto ${className}`}>
      {children}
    </section>
  )
}
