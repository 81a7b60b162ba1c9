import { isSeen } from "../facts"
import { finding } from "../finding"
import type { Check } from "./check"

/** For migrations, a backup, the doctor and a person. */
const BESIDE_THE_POOLS = 5

export const connections: Check = ({ config: { workerMode }, database }) => {
  if (!isSeen(database)) return []
  const { allowed, poolMax } = database.connections
  const processes = workerMode === "shared" ? 1 : 2
  const needed = processes * poolMax + BESIDE_THE_POOLS
  if (needed <= allowed) return []
  return [
    finding(
      "connections",
      null,
      `PostgreSQL allows ${allowed} connections, and Medusa may need ${needed} (${processes} × a pool of ${poolMax}, and ${BESIDE_THE_POOLS} for migrations, a backup and people); raise max_connections, or lower databaseDriverOptions.pool.max.`,
      `PostgreSQL 允許 ${allowed} 條連線，而 Medusa 最多需要 ${needed} 條（${processes} × 連線池 ${poolMax} 條，另加 ${BESIDE_THE_POOLS} 條供移轉、備份與人員使用）；請調高 max_connections，或調低 databaseDriverOptions.pool.max。`,
    ),
  ]
}
