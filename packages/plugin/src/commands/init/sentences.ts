import type { LocalText } from "../../toolkit/text"

/** What init says, as it goes. */
export const SENTENCES = {
  noProject: {
    en: "There is no package.json here; run this in the Medusa project's folder.",
    "zh-TW": "這裡沒有 package.json，請在 Medusa 專案的資料夾執行。",
  },
  migrate: {
    en: `The database lacks the plugin's tables: run "npx medusa db:migrate", then this command again, which enables the methods.`,
    "zh-TW": "資料庫還沒有本外掛的資料表：請執行「npx medusa db:migrate」，再執行一次本指令，就會啟用付款方式。",
  },
  noDatabase: (why: string): LocalText => ({
    en: `The database cannot be reached (${why}); start PostgreSQL, or mend DATABASE_URL, then run this command again.`,
    "zh-TW": `連不上資料庫（${why}），請啟動 PostgreSQL 或修正 DATABASE_URL，再執行一次本指令。`,
  }),
  written: (file: string): LocalText => ({ en: `${file}: written.`, "zh-TW": `${file}：已寫入。` }),
  unchanged: (file: string): LocalText => ({ en: `${file}: nothing to add.`, "zh-TW": `${file}：不需要修改。` }),
  addEntries: (snippet: string): LocalText => ({
    en: `medusa-config was left alone, since it cannot be changed safely. Put this in, then run this command again:\n\n${snippet}`,
    "zh-TW": `medusa-config 無法安全地自動修改，因此沒有更動。請自行加入以下內容，再執行一次本指令：\n\n${snippet}`,
  }),
  addProviders: (file: string, entries: string): LocalText => ({
    en: `${file} was left alone, since somebody has written it. Add to its providers, then run this command again:\n\n${entries}`,
    "zh-TW": `${file} 是您自己寫的，因此沒有更動。請自行加入以下 provider，再執行一次本指令：\n\n${entries}`,
  }),
} as const
