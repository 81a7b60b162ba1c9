import type { FidelityRow, FidelityTag } from "../../core/gateway.js"

type Line = readonly [area: string, behaviour: string, tag: FidelityTag, source: string]

const LINES: readonly Line[] = [
  [
    "Envelope",
    "AES-256-GCM with the fixed 16-byte HashIV, ciphertext:::tag in base64, in hex",
    "documented",
    "docs.payuni.com.tw #29, #312, #343",
  ],
]

/** How far each behaviour can be trusted, after the digest of PAYUNi's pages of 2026-11-22. */
export const FIDELITY: readonly FidelityRow[] = LINES.map(([area, behaviour, tag, source]) => ({
  area,
  behaviour,
  tag,
  source,
}))
