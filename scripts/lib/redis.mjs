import path from "node:path"
import { cacheDir } from "./paths.mjs"
import { freePort, startProcess, untilReady } from "./process.mjs"
import { programOf, whyMissing } from "./services.mjs"

/**
 * A Redis server of one's own on a free loopback port, or on the port that it had, in memory only. Ask `lacks("redis")` first.
 * @param {{ port?: number, env?: Record<string, string> }} [options]
 */
export async function startRedis({ port: wanted, env } = {}) {
  const command = programOf("redis")
  if (!command) throw new Error(whyMissing("redis") ?? "Redis is missing")
  const port = wanted ?? (await freePort())
  const child = startProcess({
    name: "Redis",
    command,
    args: ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
    env,
    logFile: path.join(cacheDir, "logs", `redis-${port}.log`),
  })
  await untilReady(child, "Redis", async () => child.tail().includes("Ready to accept connections"), 15_000)
  return { url: `redis://127.0.0.1:${port}`, port, stop: child.stop }
}
