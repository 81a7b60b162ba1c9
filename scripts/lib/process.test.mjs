import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, expect, test } from "vitest"
import { freePort, isAlive, run, startProcess, untilReady } from "./process.mjs"

const folder = mkdtempSync(path.join(tmpdir(), "process-test-"))
afterAll(() => rmSync(folder, { recursive: true }))

/** @param {string} code */
const script = (code) => ({
  name: "child",
  command: process.execPath,
  args: ["--eval", code],
  logFile: path.join(folder, `${Math.random()}.log`),
})

test("a command that fails throws with its last words", async () => {
  await expect(run(script('console.error("out of tea"); process.exit(3)'))).rejects.toThrow(/code 3[\s\S]*out of tea/)
})

test("a command that does not exist throws", async () => {
  await expect(async () => run({ ...script(""), command: "/no/such/program" })).rejects.toThrow("/no/such/program")
})

test("waiting for a child that ends is over at once", async () => {
  const child = startProcess(script('console.error("no licence"); process.exit(1)'))
  await expect(untilReady(child, "child", async () => false)).rejects.toThrow(/code 1[\s\S]*no licence/)
})

test("waiting ends at the time given", async () => {
  const child = startProcess(script("setInterval(() => {}, 1000)"))
  await expect(untilReady(child, "child", async () => false, 200)).rejects.toThrow("not ready in 0.2 s")
  await child.kill("SIGKILL")
})

test("killing a child kills what it has started", async () => {
  const code =
    'const { pid } = require("child_process").spawn("sleep", ["60"]); console.log(pid); setInterval(() => {}, 1000)'
  const child = startProcess(script(code))
  await untilReady(child, "child", async () => /\d+/.test(child.tail()))
  const grandchild = Number(child.tail())
  await child.kill("SIGKILL")
  await expect.poll(() => isAlive(grandchild), { timeout: 20_000 }).toBe(false)
  expect(child.ended()).toBe("signal SIGKILL")
})

test("a wanted port that is taken is not given", async () => {
  const taken = await freePort()
  const server = createServer().listen(taken, "127.0.0.1")
  expect(await freePort(taken)).not.toBe(taken)
  server.close()
})
