import type { Fault, Loss } from "../wire/faults.js"
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

/** The same where nobody may ever answer: whoever waits gives up, and the call ends on its own. */
export async function unheardAtTheMove(scene: Scene, fault: Fault, spared: number, work: () => Promise<unknown>) {
  await scene.shop.givenUp(() => atTheMove(scene, fault, spared, work))
}

/** The bank does it, and its answer gets lost. */
export async function afterTheMove(scene: Scene, loss: Loss, work: () => Promise<unknown>) {
  await scene.shop.givenUp(() => scene.during(loss, work))
}

export const AT_THE_MOVE: readonly Fault[] = ["refuse", "error500"]
