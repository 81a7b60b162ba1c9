import { isSeen, type JobFacts } from "../facts"
import { finding } from "../finding"
import type { Check } from "./check"

/** A job that was due this often and did not begin is not late any more. */
const MISSED_TURNS = 5
const SHORTEST_SECONDS = 300
const LONGEST_RUN_SECONDS = 3600

export const jobs: Check = ({ config: { jobSeconds }, database }) => {
  if (!isSeen(database) || database.ledger === null) return []
  const { jobs: all } = database.ledger
  if (all.length === 0)
    return [
      finding(
        "jobs",
        null,
        `The background jobs never ran on this database; start the server, and look into its log for "Taiwan payments".`,
        `背景工作從未在這個資料庫執行過；請啟動伺服器，並查看記錄檔裡的「Taiwan payments」。`,
      ),
    ]
  const patience = Math.max(MISSED_TURNS * jobSeconds, SHORTEST_SECONDS)
  return [...stopped(all, patience), ...hanging(all)]
}

function stopped(all: readonly JobFacts[], patience: number) {
  const late = all.filter(({ isRunning, startedAgo }) => !isRunning && startedAgo > patience)
  if (late.length === 0) return []
  const minutes = Math.floor(Math.min(...late.map(({ startedAgo }) => startedAgo)) / 60)
  const names = late.map(({ name }) => name)
  return [
    finding(
      "jobs",
      names.join(", "),
      `The background jobs ${names.join(", ")} have not run for ${minutes} minutes, so payments are not followed up; start the server, or look into its log.`,
      `背景工作 ${names.join("、")} 已有 ${minutes} 分鐘沒有執行，付款不會被追蹤；請啟動伺服器，或查看記錄檔。`,
    ),
  ]
}

function hanging(all: readonly JobFacts[]) {
  return all
    .filter(({ isRunning, startedAgo }) => isRunning && startedAgo > LONGEST_RUN_SECONDS)
    .map(({ name, startedAgo }) =>
      finding(
        "jobs",
        name,
        `The background job ${name} has been running for ${Math.floor(startedAgo / 60)} minutes; look into the log, and restart the server that runs it.`,
        `背景工作 ${name} 已經執行了 ${Math.floor(startedAgo / 60)} 分鐘還沒結束；請查看記錄檔，並重新啟動執行它的伺服器。`,
      ),
    )
}
