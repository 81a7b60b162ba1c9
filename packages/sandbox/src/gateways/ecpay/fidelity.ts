import type { FidelityRow } from "../../core/gateway.js"

export const FIDELITY: readonly FidelityRow[] = []
