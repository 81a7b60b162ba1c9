import { finding } from "../finding"
import type { Check } from "./check"

/** That several processes run is known where one of them says it is only a part: a server, or a worker. */
export const processes: Check = ({ config: { workerMode, inMemory } }) => {
  if (workerMode === "shared" || inMemory.length === 0) return []
  return [
    finding(
      "processes",
      null,
      `workerMode is "${workerMode}", so several processes run, but ${inMemory.join(", ")} live in the memory of each; configure Redis for them (event-bus-redis, workflow-engine-redis, locking-redis).`,
      `workerMode 是「${workerMode}」，表示有多個行程，但 ${inMemory.join("、")} 只存在各自的記憶體裡；請改用 Redis（event-bus-redis、workflow-engine-redis、locking-redis）。`,
    ),
  ]
}
