import type { FidelityRow, FidelityTag } from "../../core/gateway.js"

const MANUAL = "NDNF-1.1.9"

type Line = readonly [area: string, behaviour: string, tag: FidelityTag, source: string]

const LINES: readonly Line[] = [
  ["Cipher", "AES-256-CBC in hex, TradeSha over the cipher", "documented", `${MANUAL} §4.1, vectors`],
]

/** How far each behaviour can be trusted, after the digest of NewebPay's manuals of 2026-11-22. */
export const FIDELITY: readonly FidelityRow[] = LINES.map(([area, behaviour, tag, source]) => ({
  area,
  behaviour,
  tag,
  source,
}))
