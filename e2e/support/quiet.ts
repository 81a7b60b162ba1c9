import { setTimeout as sleep } from "node:timers/promises"
import type { Page } from "playwright-core"
import { until } from "./until"

/** A page that has drawn what it got asks for no more within this time. */
const STILL_MS = 150

/** Watches a page from now on; what it answers waits until nothing is asked for any more. */
export function watchRequests(page: Page): () => Promise<unknown> {
  let [begun, ended] = [0, 0]
  page.on("request", () => {
    begun += 1
  })
  const end = () => {
    ended += 1
  }
  page.on("requestfinished", end).on("requestfailed", end)
  return () =>
    until("the page asks for nothing more", async () => {
      const before = begun
      await sleep(STILL_MS)
      return begun === before && ended >= begun
    })
}
