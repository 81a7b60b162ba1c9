import { randomUUID } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { describe, expect, it } from "vitest"
import { type Job, Schedule } from "../../src/modules/background/schedule"
import { JobLeases } from "../../src/modules/ledger/job-leases"
import { methodAccountAt } from "../fake-gateway"
import { containerOf } from "../shop-container"
import { useShop } from "../shop-database"

const test = useShop()

const container = (): MedusaContainer =>
  containerOf(test.shop, "pp_fake-card_main", methodAccountAt({ url: "http://127.0.0.1:1" }))

/** A job of its own name that counts its runs and ends when it is let go. */
function counting() {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const job = { name: `test ${randomUUID()}`, runs: 0, letGo, run: async () => {} }
  job.run = async () => {
    job.runs += 1
    await held
  }
  return job
}

const elapse = (job: Pick<Job, "name">, columns: Record<string, string>) =>
  Promise.all(
    Object.entries(columns).map(([column, ago]) =>
      test.shop
        .db("taiwan_payment_job")
        .where({ name: job.name })
        .update(column, test.shop.db.raw(`now() - interval '${ago}'`)),
    ),
  )

describe("a job that several servers could run", () => {
  it("is run by one of them at a time", async () => {
    const job = counting()
    const servers = Array.from({ length: 3 }, () => new Schedule(container(), [job]))
    const ticks = servers.map((server) => server.tick())
    await expect.poll(() => job.runs, { timeout: 20_000 }).toBe(1)
    await elapse(job, { started_at: "1 hour" })
    await new Schedule(container(), [job]).tick()
    expect(job.runs).toBe(1)
    job.letGo()
    await Promise.all(ticks)
  })

  it("is run again when it is due, and no sooner", async () => {
    const job = counting()
    job.letGo()
    const server = new Schedule(container(), [job])
    await server.tick()
    await server.tick()
    expect(job.runs).toBe(1)
    await elapse(job, { started_at: "2 minutes" })
    await server.tick()
    expect(job.runs).toBe(2)
  })

  it("is run as often as it wants itself, where the others have longer pauses", async () => {
    const jobs = [5_000, undefined, 3_600_000].map((everyMs) => Object.assign(counting(), everyMs && { everyMs }))
    for (const job of jobs) job.letGo()
    const server = new Schedule(container(), jobs)
    await server.tick()
    for (const job of jobs) await elapse(job, { started_at: "6 seconds" })
    await server.tick()
    expect(jobs.map(({ runs }) => runs)).toEqual([2, 1, 1])
    for (const job of jobs) await elapse(job, { started_at: "61 seconds" })
    await server.tick()
    expect(jobs.map(({ runs }) => runs)).toEqual([3, 2, 2])
  })

  it("is taken over when the server that ran it died", async () => {
    const job = counting()
    job.letGo()
    await new JobLeases(test.shop.db).take(job.name, 0, 30_000)
    await elapse(job, { started_at: "2 minutes" })
    await new Schedule(container(), [job]).tick()
    expect(job.runs).toBe(0)
    await elapse(job, { leased_until: "1 second" })
    await new Schedule(container(), [job]).tick()
    expect(job.runs).toBe(1)
  })

  it("that never comes to an end is left in the end, said, and run again", async () => {
    const job = counting()
    const server = new Schedule(container(), [job], 60_000, 300)
    await server.tick()
    expect(test.shop.logged.join("\n")).toContain(`${job.name} failed: it has not come to an end`)
    await elapse(job, { started_at: "2 minutes" })
    await server.tick()
    expect(job.runs).toBe(2)
    job.letGo()
  })

  it("that fails is said, and due again", async () => {
    const job = { name: `test ${randomUUID()}`, run: async () => Promise.reject(new Error("no luck")) }
    await new Schedule(container(), [job]).tick()
    expect(test.shop.logged.join("\n")).toContain(`${job.name} failed: no luck`)
    expect(await new JobLeases(test.shop.db).take(job.name, 0, 1)).toBe(true)
  })
})
