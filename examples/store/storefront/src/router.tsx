import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from "react"

const moved = "shop:moved"

/** Goes to another page of the shop without loading it anew. */
export function navigate(path: string): void {
  window.history.pushState(null, "", path)
  window.dispatchEvent(new Event(moved))
  window.scrollTo(0, 0)
}

/** The current path and query, renewed whenever either changes. */
export function useAddress(): URL {
  const href = useSyncExternalStore(listen, () => window.location.href)
  return new URL(href)
}

function listen(tell: () => void): () => void {
  window.addEventListener("popstate", tell)
  window.addEventListener(moved, tell)
  return () => {
    window.removeEventListener("popstate", tell)
    window.removeEventListener(moved, tell)
  }
}

/** The parts of a path that a pattern such as `/products/:handle` names, or null when it does not fit. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/")
  const given = path.replace(/(.)\/+$/, "$1").split("/")
  if (wanted.length !== given.length) return null
  const named: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = decode(given[index] ?? "")
    if (part.startsWith(":") && value) named[part.slice(1)] = value
    else if (part !== value) return null
  }
  return named
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

/** Pages that a buyer sees on the way back from paying. */
export function isPaymentPage(pathname: string): boolean {
  return pathname.startsWith("/payment/") || pathname.startsWith("/orders/")
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { readonly to: string }

/** A link within the shop: a real one, so that opening it in a new tab works as well. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(to)
  }
  return <a {...rest} href={to} onClick={follow} />
}
