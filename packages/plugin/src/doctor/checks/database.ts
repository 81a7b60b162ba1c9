import { isSeen } from "../facts"
import { finding } from "../finding"
import type { Check } from "./check"

export const database: Check = ({ database: facts }) => {
  if (!isSeen(facts))
    return [
      {
        ...finding(
          "database",
          null,
          `The database cannot be reached (${facts.unseen}); start PostgreSQL, or mend databaseUrl (DATABASE_URL).`,
          `連不上資料庫（${facts.unseen}），請啟動 PostgreSQL，或修正 databaseUrl（DATABASE_URL）。`,
        ),
        cannotLook: true,
      },
    ]
  const { missingMigrations: missing } = facts
  if (missing.length === 0) return []
  return [
    finding(
      "database",
      null,
      `The database lacks ${missing.length === 1 ? "a migration" : `${missing.length} migrations`} of this plugin (${missing.join(", ")}), so nobody can pay; run "npx medusa db:migrate", then start the server again.`,
      `資料庫缺少本外掛的 ${missing.length} 個 migration（${missing.join("、")}），沒有人能付款；請執行「npx medusa db:migrate」，再重新啟動伺服器。`,
    ),
  ]
}
