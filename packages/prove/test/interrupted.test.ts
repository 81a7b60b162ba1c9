import { spawn } from "node:child_process"
import { once } from "node:events"
import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { cacheFolder } from "../src/house/programs.js"

const command = fileURLToPath(new URL("../dist/bin.js", import.meta.url))

test.each(["SIGINT", "SIGTERM"] as const)("nothing is left when the command is ended by %s", async (signal) => {
  const child = spawn(process.execPath, [command, "--demo"], { stdio: ["ignore", "pipe", "ignore"] })
  await once(child.stdout, "data")
  child.kill(signal)
  await once(child, "exit")
  expect(readdirSync(cacheFolder()).filter((name) => name.startsWith(`run-${child.pid}-`))).toEqual([])
})
