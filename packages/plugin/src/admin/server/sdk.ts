import Medusa, { type FetchArgs } from "@medusajs/js-sdk"
import { getI18n } from "react-i18next"

/** The dashboard's own settings, put in when the shop's admin is built. */
declare const __BACKEND_URL__: string | undefined
declare const __AUTH_TYPE__: "session" | "jwt" | undefined
declare const __JWT_TOKEN_STORAGE_KEY__: string | undefined

export const sdk = new Medusa({
  baseUrl: __BACKEND_URL__ ?? "/",
  auth: { type: __AUTH_TYPE__ ?? "session", jwtTokenStorageKey: __JWT_TOKEN_STORAGE_KEY__ || undefined },
})

/** Asks the store's server, which says in the dashboard's language what it refuses. */
export function ask<Answer>(path: string, { headers, ...rest }: FetchArgs = {}): Promise<Answer> {
  const language = getI18n()?.language === "zhTW" ? "zh-TW" : "en"
  return sdk.client.fetch<Answer>(path, { ...rest, headers: { "accept-language": language, ...headers } })
}
