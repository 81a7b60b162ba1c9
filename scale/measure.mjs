import { setTimeout as sleep } from "node:timers/promises"
import { measureHistory } from "../bench/history.mjs"
import { acknowledgements } from "./acknowledgements.mjs"
import { flood } from "./flood.mjs"
import { hanging } from "./hanging.mjs"
import { orders } from "./orders.mjs"
import { openStack } from "./stack.mjs"

/**
 * @typedef {{ processes: number[], orders: number, notices: number, rows: number[] }} Wish
 * @typedef {{ processes: number, orders: import("./orders.mjs").Orders, acknowledgements: import("./acknowledgements.mjs").Acknowledgements, connections: number }} Throughput
 * @typedef {(line: string) => void} Say
 * @typedef {(soFar: unknown) => void} Tell of a long part, what is known of it so far
 */

const AT_ONCE = 8
/** Warms a process up: what it compiles and loads is not what a message costs. */
const FIRST = 8

/** @template Result @param {number} processes @param {Say} say @param {(stack: import("./stack.mjs").Stack) => Promise<Result>} work */
async function onStack(processes, say, work) {
  const stack = await openStack({ processes }, say)
  try {
    // Alone, since Medusa (2.21.2) refuses carts that make the same customer at once.
    await orders(stack, 1, 1)
    await orders(stack, FIRST * processes, AT_ONCE)
    return await work(stack)
  } finally {
    await stack.stop()
  }
}

const SAMPLE_MS = 200

/** The most connections to the database that were open at one time, ours left out. @template Result @param {import("./stack.mjs").Stack} stack @param {() => Promise<Result>} work */
async function withConnections({ query }, work) {
  let most = 0
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      const [row] = await query(
        "select count(*)::int as open from pg_stat_activity where datname = current_database() and application_name <> 'scale'",
      )
      most = Math.max(most, row.open)
      await sleep(SAMPLE_MS)
    }
  })()
  const measured = await work().finally(() => {
    isOver = true
  })
  await watching
  return { ...measured, connections: most }
}

/** Orders and acknowledgements, by one process and by several. @param {Wish} wish @param {Say} say */
async function measureThroughput({ processes: sizes, orders: count }, say) {
  /** @type {Throughput[]} */
  const measured = []
  for (const processes of sizes)
    measured.push(
      await onStack(processes, say, (stack) =>
        withConnections(stack, async () => ({
          processes,
          orders: await orders(stack, count, AT_ONCE),
          acknowledgements: await acknowledgements(stack, count),
        })),
      ),
    )
  return measured
}

/** What `--only` names. */
export const parts = {
  throughput: measureThroughput,
  /** @param {Wish} wish @param {Say} say @param {Tell} tell */
  notices: ({ notices }, say, tell) => onStack(1, say, (stack) => flood(stack, notices, tell)),
  /** @param {Wish} wish @param {Say} say */
  hanging: ({ orders: count }, say) => onStack(1, say, (stack) => hanging(stack, count)),
  /** @param {Wish} wish @param {Say} say */
  history: ({ rows }, say) => measureHistory(rows, say),
}
