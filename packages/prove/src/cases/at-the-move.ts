import type { Fault } from "../wire/faults.js"
import type { Scene } from "./case.js"

/** How many requests are made before the one that moves the money. */
export async function requestsBefore({ wire }: Scene, work: () => Promise<unknown>): Promise<number> {
  const before = wire.exchanges.length
  await work()
  return wire.exchanges.slice(before).findIndex(({ moved }) => moved)
}

/** Every look at the bank is answered well, and the request that would move the money is not. */
export async function atTheMove({ wire }: Scene, fault: Fault, spared: number, work: () => Promise<unknown>) {
  wire.sufferAt(fault, spared)
  await work().finally(() => wire.calm())
}

export const AT_THE_MOVE: readonly Fault[] = ["refuse", "error500"]
