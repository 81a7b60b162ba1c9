import { useId } from "react"
import { money } from "./use-words"

/** The dashboard's own colours, of which each has enough contrast in both themes; a pattern tells them apart without colour. */
export const INK = {
  gross: "var(--tag-blue-text)",
  refunded: "var(--tag-orange-text)",
  line: "var(--fg-subtle)",
} as const

export const AXIS = { tick: { fill: "var(--fg-subtle)", fontSize: 12 }, tickLine: false, axisLine: false } as const

/** A pattern's name in one chart. */
export function useStripes(): string {
  return `stripes-${useId().replaceAll(":", "")}`
}

/** Slanting lines for what went back. */
export function Stripes({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width={6} height={6} fill="var(--bg-base)" />
        <rect width={3} height={6} fill={INK.refunded} />
      </pattern>
    </defs>
  )
}

interface Key {
  readonly label: string
  readonly kind: "gross" | "refunded" | "before" | "rate"
}

/** What each mark means, drawn as it is in the chart. */
export function Legend({ keys }: { keys: readonly Key[] }) {
  const id = useStripes()
  return (
    <ul className="txt-compact-xsmall text-ui-fg-subtle mb-2 flex flex-wrap gap-x-4 gap-y-1">
      {keys.map(({ label, kind }) => (
        <li key={kind} className="flex items-center gap-x-2">
          <svg width={18} height={12} aria-hidden="true">
            <Stripes id={id} />
            <Mark kind={kind} stripes={id} />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  )
}

function Mark({ kind, stripes }: { kind: Key["kind"]; stripes: string }) {
  if (kind === "gross") return <rect width={18} height={12} rx={2} fill={INK.gross} />
  if (kind === "refunded") return <rect width={18} height={12} rx={2} fill={`url(#${stripes})`} stroke={INK.refunded} />
  return (
    <line
      x1={0}
      x2={18}
      y1={6}
      y2={6}
      stroke={INK.line}
      strokeWidth={2}
      strokeDasharray={kind === "before" ? "4 3" : ""}
    />
  )
}

interface Told {
  readonly label: string
  readonly value: string
}

/** What a chart says beside the pointer or the focus. */
export function Told({ title, lines }: { title: string; lines: readonly Told[] }) {
  return (
    <div className="bg-ui-bg-component shadow-elevation-tooltip txt-compact-xsmall text-ui-fg-base rounded-lg px-3 py-2">
      <p className="txt-compact-xsmall-plus mb-1">{title}</p>
      {lines.map(({ label, value }) => (
        <p key={label} className="flex justify-between gap-x-4">
          <span className="text-ui-fg-subtle">{label}</span>
          <span className="tabular-nums">{value}</span>
        </p>
      ))}
    </div>
  )
}

/** An amount in as few letters as an axis has room for. */
export function short(amount: number): string {
  if (Math.abs(amount) >= 1_000_000) return `${money(Math.round(amount / 100_000) / 10)}M`
  return Math.abs(amount) >= 10_000 ? `${money(Math.round(amount / 1_000))}k` : money(amount)
}
