import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import { type Database, openDatabase } from "../house/database.js"
import { freePort } from "../house/free-port.js"
import { type Medusa, migrate } from "../house/medusa.js"
import { type Child, startChild } from "./child.js"
import { type Entry, makeFolder, removeFolder } from "./folder.js"
import { STORE } from "./template.js"

/** For a server that hangs: on a busy machine one that works takes a minute, too. */
const READY_MS = 240_000

/** A whole Medusa server on a database of its own. */
export class StoreServer {
  private child: Child | undefined

  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly database: Database,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** A provider may want to know where its server will answer. `env` is added to the process's own. */
  static async open(
    medusa: Medusa,
    entryAt: (url: string) => Entry,
    env: Readonly<Record<string, string>>,
  ): Promise<StoreServer> {
    const url = `http://127.0.0.1:${await freePort()}`
    const entry = entryAt(url)
    const database = await openDatabase(medusa, STORE)
    for (const { resolve } of Object.values(entry.modules)) await migrate(medusa, resolve, database.url)
    const server = new StoreServer(url, makeFolder(medusa, database.url, entry), database, env)
    await server.start().catch(async (error) => {
      await server.close()
      throw error
    })
    return server
  }

  /** What a deployment does to buyers under way. */
  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  async close(): Promise<void> {
    await this.stop()
    await this.database.close()
    removeFolder(this.folder)
  }

  private async start(): Promise<void> {
    this.child = startChild(this.folder, ["start", new URL(this.url).port], this.env)
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
