import type { FidelityRow } from "../../core/gateway.js"

/** How far each behaviour can be trusted, after the digest of TapPay's pages of 2026-11-22. */
export const FIDELITY: readonly FidelityRow[] = []
