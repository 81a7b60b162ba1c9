import { once } from "node:events"
import { createServer } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { type Database, openDatabase } from "../house/database.js"
import { type Medusa, migrate } from "../house/medusa.js"
import { type Child, startChild } from "./child.js"
import { type Entry, makeFolder, removeFolder } from "./folder.js"
import { STORE } from "./template.js"

const READY_MS = 90_000

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const address = probe.address()
  probe.close()
  return typeof address === "object" && address ? address.port : 0
}

/** A whole Medusa server on a database of its own. */
export class StoreServer {
  url = ""
  private child: Child | undefined

  private constructor(
    private readonly folder: string,
    private readonly database: Database,
    private readonly way: string,
  ) {}

  /** `way`: how the provider reaches its bank. */
  static async open(medusa: Medusa, entry: Entry, way: string): Promise<StoreServer> {
    const database = await openDatabase(medusa, STORE)
    for (const { resolve } of Object.values(entry.modules)) await migrate(medusa, resolve, database.url)
    const server = new StoreServer(makeFolder(medusa, database.url, entry), database, way)
    await server.start().catch(async (error) => {
      await server.close()
      throw error
    })
    return server
  }

  /** What a deployment does to buyers under way. */
  async restart(): Promise<void> {
    await this.stop()
    await this.start(new URL(this.url).port)
  }

  async close(): Promise<void> {
    await this.stop()
    await this.database.close()
    removeFolder(this.folder)
  }

  private async start(port?: string): Promise<void> {
    const own = port ?? String(await freePort())
    this.url = `http://127.0.0.1:${own}`
    this.child = startChild(this.folder, ["start", own], { PROVE_WIRE: this.way })
    await this.untilReady(this.child)
  }

  private async untilReady({ process, said }: Child): Promise<void> {
    const late = performance.now() + READY_MS
    while (!(await answers(`${this.url}/health`))) {
      if (process.exitCode !== null || performance.now() > late) throw new Error(`Medusa does not start:\n${said()}`)
      await sleep(100)
    }
  }

  private async stop(): Promise<void> {
    const child = this.child?.process
    if (!child || child.exitCode !== null) return
    const ended = once(child, "exit")
    child.kill("SIGKILL")
    await ended
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}
