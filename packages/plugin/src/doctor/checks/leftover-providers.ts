import { isSeen } from "../facts"
import { finding } from "../finding"
import type { Check } from "./check"

/** Medusa keeps the row of a provider that left the configuration, enabled. */
export const leftoverProviders: Check = ({ config, database }) => {
  const isConfigured = config.entries.length > 0 && config.entries.every(({ unloadable }) => unloadable === null)
  if (!isSeen(database) || !isConfigured) return []
  const configured = new Set([...config.otherProviderIds, ...config.entries.flatMap(({ providerIds }) => providerIds)])
  const offered = (id: string) => (database.regions ?? []).filter(({ providerIds }) => providerIds.includes(id))
  return database.enabledProviders
    .filter((id) => !configured.has(id))
    .map((id) =>
      leftover(
        id,
        offered(id).map(({ name }) => name),
      ),
    )
}

function leftover(id: string, regions: readonly string[]) {
  if (regions.length === 0)
    return finding(
      "leftover-providers",
      id,
      `Provider ${id} is enabled in Medusa's table payment_provider, but no longer configured; set is_enabled to false there, or configure it again.`,
      `Medusa 的 payment_provider 資料表仍啟用 ${id}，但設定裡已經沒有它；請把 is_enabled 改成 false，或重新設定。`,
    )
  return finding(
    "leftover-providers",
    id,
    `Buyers in ${regions.join(", ")} are offered provider ${id}, which is no longer configured and cannot be paid by; take it out of the region (Settings → Regions), or configure it again.`,
    `${regions.join("、")} 的買家看得到 ${id}，但設定裡已經沒有它，無法付款；請到「設定 → 區域」移除，或重新設定。`,
  )
}
