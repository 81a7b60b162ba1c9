import { connect } from "node:net"
import path from "node:path"
import { cacheDir } from "../../scripts/lib/paths.mjs"
import { freePort, startProcess, untilReady } from "../../scripts/lib/process.mjs"
import { programOf } from "../../scripts/lib/services.mjs"

export interface Redis {
  readonly url: string
  stop(): Promise<void>
}

/** Whether a server answers PING. */
function pongs(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"))
    socket.once("data", (data) => resolve(data.toString().startsWith("+PONG")))
    socket.once("error", () => resolve(false))
    socket.once("close", () => resolve(false))
    socket.setTimeout(1000, () => socket.destroy())
  }).then((answer) => answer === true)
}

/** A Redis of our own that keeps nothing. */
export async function startRedis(): Promise<Redis> {
  const command = programOf("redis")
  if (!command) throw new Error("there is no redis-server")
  const port = await freePort()
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
  const logFile = path.join(cacheDir, "logs", `redis-${port}.log`)
  const child = startProcess({ name: "Redis", command, args, logFile })
  await untilReady(child, "Redis", () => pongs(port), 20_000)
  return { url: `redis://127.0.0.1:${port}`, stop: child.stop }
}
