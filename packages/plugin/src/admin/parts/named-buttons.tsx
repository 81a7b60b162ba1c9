import { type ReactNode, useEffect, useRef } from "react"

/**
 * Medusa UI's buttons of an icon alone have no name for who cannot see them, and take none: it is given to them here. Its pictures
 * without a name say nothing.
 */
export function NamedButtons({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const within = frame.current
    if (!within) return
    const nameAll = () => {
      for (const button of within.querySelectorAll("button")) if (isNameless(button)) button.ariaLabel = name
      for (const icon of within.querySelectorAll('[role="img"]:not([aria-label])'))
        icon.setAttribute("role", "presentation")
    }
    const observer = new MutationObserver(nameAll)
    observer.observe(within, { childList: true, subtree: true })
    nameAll()
    return () => observer.disconnect()
  }, [name])
  return (
    <div ref={frame} className={className}>
      {children}
    </div>
  )
}

function isNameless(button: HTMLButtonElement): boolean {
  return button.textContent?.trim() === "" && button.ariaLabel === null && !button.hasAttribute("aria-labelledby")
}
