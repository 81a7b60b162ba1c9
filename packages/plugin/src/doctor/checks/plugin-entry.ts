import { finding } from "../finding"
import type { Check } from "./check"

export const pluginEntry: Check = ({ config: { hasPluginEntry, pluginProblem } }) => {
  if (!hasPluginEntry)
    return [
      finding(
        "plugin-entry",
        null,
        `medusa-config has no entry { resolve: "@taiwan-payments/medusa", options: {} } in plugins, so buyers find no payment page and no notice is taken in; add it.`,
        `medusa-config 的 plugins 裡沒有 { resolve: "@taiwan-payments/medusa", options: {} }，買家打不開付款頁，也收不到通知；請加上這一項。`,
      ),
    ]
  if (pluginProblem === null) return []
  return [
    finding(
      "plugin-entry",
      null,
      `Mend the plugin's options in medusa-config: ${pluginProblem}`,
      `請修正 medusa-config 裡外掛的設定：${pluginProblem}`,
    ),
  ]
}
