import type { StartableSession } from "../startable-session.js"

/** What a session's data say of the script that makes tokens in the shop's own page; all of it is public. */
export interface TokenAccess {
  /** Address of the script. */
  readonly script: string
  /** The part of the script that gives the token: `card` for typed cards, else the wallet's own, such as `linePay`. */
  readonly sdk: string
  readonly app_id: number
  readonly app_key: string
  readonly server_type: "sandbox" | "production"
  readonly apple_merchant_id?: string
  readonly google_merchant_id?: string
}

/** The access of a session whose payment needs a token, or null for one that starts at an address. */
export function tokenAccess({ data }: StartableSession): TokenAccess | null {
  const access = data?.browser
  return isAccess(access) ? access : null
}

function isAccess(value: unknown): value is TokenAccess {
  if (typeof value !== "object" || value === null) return false
  const { script, sdk, app_id, app_key, server_type } = value as Record<string, unknown>
  const texts = [script, sdk, app_key].every((text) => typeof text === "string" && text !== "")
  return texts && typeof app_id === "number" && (server_type === "sandbox" || server_type === "production")
}
