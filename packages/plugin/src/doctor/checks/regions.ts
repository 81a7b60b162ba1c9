import { type Facts, isSeen, type RegionFacts } from "../facts"
import { finding } from "../finding"
import type { Check } from "./check"

/** Whether buyers are offered what is configured: a region in TWD, and the providers in it. */
export const regions: Check = ({ config, database }) => {
  if (!isSeen(database) || database.regions === null || config.entries.length === 0) return []
  const inTwd = database.regions.filter(({ currency }) => currency === "twd")
  return inTwd.length === 0
    ? [noRegion(database.regions)]
    : [...inTwd.flatMap((region) => withoutProviders(region, config)), ...notEnabled(inTwd, config)]
}

function noRegion(all: readonly RegionFacts[]) {
  const others = all.map(({ name, currency }) => `${name} ${currency.toUpperCase()}`).join(", ") || "none"
  return finding(
    "regions",
    null,
    `No region has the currency TWD (there are: ${others}), and only TWD is charged; make one under Settings → Regions.`,
    `沒有幣別為 TWD 的區域（現有：${others}），而本外掛只收 TWD；請到「設定 → 區域」新增。`,
  )
}

function withoutProviders({ id, name, providerIds }: RegionFacts, { entries }: Facts["config"]) {
  const ours = new Set(entries.flatMap((entry) => entry.providerIds))
  if (ours.size === 0 || providerIds.some((provider) => ours.has(provider))) return []
  return [
    finding(
      "regions",
      id,
      `Region ${name} (TWD) offers no method of Taiwan payments; enable some under Settings → Regions, or run "npx taiwan-payments init".`,
      `區域 ${name}（TWD）沒有啟用任何台灣金流的付款方式；請到「設定 → 區域」啟用，或執行「npx taiwan-payments init」。`,
    ),
  ]
}

/** An account of which no region offers a single method; where none offers anything, that is said of the region. */
function notEnabled(inTwd: readonly RegionFacts[], { entries }: Facts["config"]) {
  const enabled = new Set(inTwd.flatMap(({ providerIds }) => providerIds))
  const isOffered = ({ providerIds }: { providerIds: readonly string[] }) => providerIds.some((id) => enabled.has(id))
  if (!entries.some(isOffered)) return []
  return entries
    .filter((entry) => entry.providerIds.length > 0 && !isOffered(entry))
    .map(({ resolve, id }) =>
      finding(
        "regions",
        `${resolve} (${id})`,
        `Provider ${resolve} (id ${id}) is configured, but no region in TWD offers a method of it; enable some under Settings → Regions, or take its entry out.`,
        `金流 ${resolve}（id ${id}）已設定，但沒有任何 TWD 區域啟用它的付款方式；請到「設定 → 區域」啟用，或移除這一項設定。`,
      ),
    )
}
