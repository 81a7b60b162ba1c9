import { existsSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, expect, test } from "vitest"
import { withLock } from "./lock.mjs"
import { cacheDir } from "./paths.mjs"

const name = `lock-test-${process.pid}`
const file = path.join(cacheDir, `${name}.lock`)
afterEach(() => rmSync(file, { force: true }))

test("two never work at the same time", async () => {
  let inside = 0
  const work = () =>
    withLock(name, async () => {
      inside += 1
      await sleep(20)
      expect(inside).toBe(1)
      inside -= 1
    })
  await Promise.all([work(), work(), work()])
})

test("work that fails gives the lock back", async () => {
  await expect(withLock(name, () => Promise.reject(new Error("no")))).rejects.toThrow("no")
  expect(existsSync(file)).toBe(false)
})

test("the lock of a process that is gone is broken", async () => {
  await withLock(name, async () => {})
  writeFileSync(file, "999999999")
  await expect(withLock(name, async () => "in")).resolves.toBe("in")
})
