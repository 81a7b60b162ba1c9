import type { ReactNode } from "react"
import type { Brand } from "../brand.js"
import type { MethodIcon } from "../method-table.js"

// Drawn for this kit on a 24-unit grid; strokes only.
const drawings: Readonly<Record<MethodIcon, string>> = {
  card: "M3 7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM3 10h18M7 15h3",
  instalments:
    "M3 6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v2M3 8h16M3 6v7a2 2 0 0 0 2 2h3M17 12a5 5 0 1 1-5 5 5 5 0 0 1 5-5zM17 12v5l3.5 3.5",
  overlap:
    "M4 8a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM8 16v0a2 2 0 0 0 2 2h8a2 2 0 0 0 2-2v-6a2 2 0 0 0-2-2M7 12h4",
  tap: "M7 3h7a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM9.5 18h2M18 9a5 5 0 0 1 0 6M20.5 7a9 9 0 0 1 0 10",
  scan: "M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M8 8h3v3H8zM13.5 8H16v2.5M8 13.5V16h2.5M13.5 13.5H16V16h-2.5z",
  chat: "M12 4c4.7 0 8.5 3 8.5 7s-3.8 7-8.5 7c-.9 0-1.8-.1-2.6-.3L5.5 20l.7-3.6C4.5 15 3.5 13.1 3.5 11c0-4 3.8-7 8.5-7zM9 10v1M15 10v1",
  message: "M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6l-4 3.5V17H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM7.5 8.5h9M7.5 12.5h5",
  calendar:
    "M5 6h14a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 19 20H5a1.5 1.5 0 0 1-1.5-1.5v-11A1.5 1.5 0 0 1 5 6zM3.5 10.5h17M8 3.5V8M16 3.5V8M9.5 15.5l2 1.5 3.5-3.5",
  wallet:
    "M4 7.5A2.5 2.5 0 0 1 6.5 5H17v3M4 7.5A2.5 2.5 0 0 0 6.5 8H19a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 19 20H6.5A2.5 2.5 0 0 1 4 17.5zM20.5 12H17a2 2 0 0 0 0 4h3.5",
  purse:
    "M3.5 9.5A2.5 2.5 0 0 1 6 7h12a2.5 2.5 0 0 1 2.5 2.5v7A2.5 2.5 0 0 1 18 19H6a2.5 2.5 0 0 1-2.5-2.5zM7 7l6-3.5L15.5 7M3.5 12h6a2.5 2.5 0 0 0 5 0h6",
  coin: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM9.5 8h3.5a2 2 0 0 1 0 4H9.5zM9.5 12H14a2 2 0 0 1 0 4H9.5zM11.5 6.5V8M11.5 16v1.5",
  bag: "M5 8.5h14l-1 11a1.5 1.5 0 0 1-1.5 1.3h-9A1.5 1.5 0 0 1 6 19.5zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
  points:
    "M3 8a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v3M3 10h18M3 8v8a2 2 0 0 0 2 2h6M17 13l1.3 2.6 2.9.4-2.1 2 .5 2.9-2.6-1.4-2.6 1.4.5-2.9-2.1-2 2.9-.4z",
  transit:
    "M7.5 4h9A2.5 2.5 0 0 1 19 6.5v8a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 5 14.5v-8A2.5 2.5 0 0 1 7.5 4zM5 11h14M8.5 14h.5M15 14h.5M8 17l-2 3M16 17l2 3",
  reader:
    "M4 5.5A1.5 1.5 0 0 1 5.5 4h13A1.5 1.5 0 0 1 20 5.5v7a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 12.5zM7 17.5h10M6 20.5h12M8.5 9h7",
  bank: "M4 9.5L12 4l8 5.5zM6 9.5V17M10 9.5V17M14 9.5V17M18 9.5V17M4 17h16M3.5 20h17",
  kiosk:
    "M4 9l1.5-5h13L20 9M4 9a2.7 2.7 0 0 0 5.3 0 2.7 2.7 0 0 0 5.4 0A2.7 2.7 0 0 0 20 9M5.5 11.5V20h13v-8.5M10 20v-4.5h4V20",
  barcode: "M4 6v12M7 6v12M10.5 6v12M12.5 6v12M16 6v12M18 6v12M20 6v12",
  choose: "M5 5h5v5H5zM14 5h5v5h-5zM5 14h5v5H5zM14 14h5v5h-5z",
}

// From the outline's 24 units into the middle of the mark's 36 by 24: names are wide and low, signs are square.
const WIDE = "translate(3.6 -2.4) scale(1.2)"
const SQUARE = "translate(9 3) scale(0.75)"

/** A small picture of a payment method: its brand's mark, or the kind of thing it is. */
export function MethodGlyph({ icon, brand }: { icon: MethodIcon; brand: Brand | null }) {
  if (brand?.outline)
    return (
      <Mark>
        <path d={brand.outline} fill={brand.color} transform={brand.wide ? WIDE : SQUARE} />
      </Mark>
    )
  if (brand?.letters)
    return (
      <Mark>
        <text x="18" y="12.5" fill={brand.color}>
          {brand.letters}
        </text>
      </Mark>
    )
  return (
    <svg className="twp-glyph" viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawings[icon]} />
    </svg>
  )
}

function Mark({ children }: { children: ReactNode }) {
  return (
    <svg className="twp-brand-mark" viewBox="0 0 36 24" aria-hidden="true">
      <rect x="0.5" y="0.5" width="35" height="23" rx="4.5" />
      {children}
    </svg>
  )
}
