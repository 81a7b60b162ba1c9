import { existsSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { memoryDir, shelterDir } from "./paths.mjs"
import {
  copyCluster,
  createCluster,
  endLeftover,
  hasRoom,
  removeCluster,
  servePostgres,
  temporaryDir,
} from "./postgres.mjs"

const original = temporaryDir()
beforeAll(() => createCluster(original))
afterAll(() => removeCluster(original))

/** @param {(server: import("./postgres.mjs").PostgresServer, dir: string) => Promise<void>} work */
async function withCopy(work) {
  const dir = temporaryDir()
  copyCluster(original, dir)
  try {
    await work(await servePostgres(dir, { durable: false }), dir)
  } finally {
    await endLeftover(dir)
    removeCluster(dir)
  }
}

test("a copy of a cluster serves, and needs its password", async () => {
  await withCopy(async (server) => {
    expect((await server.query("postgres", "select 1 as one")).rows).toEqual([{ one: 1 }])
    const stranger = new URL(server.urlOf("postgres"))
    stranger.password = "guess"
    const { serverAt } = await import("./postgres.mjs")
    await expect(serverAt(stranger.href).query("postgres", "select 1")).rejects.toThrow(/password/)
  })
})

test("what a killed run has left is ended, and its data is there afterwards", async () => {
  await withCopy(async (server, dir) => {
    await server.query("postgres", "create table kept as select 7 as n")
    await endLeftover(dir)
    await expect(server.query("postgres", "select 1")).rejects.toThrow()
    expect(existsSync(`${dir}/postmaster.pid`)).toBe(false)
    const again = await servePostgres(dir, { durable: true })
    expect((await again.query("postgres", "select n from kept")).rows).toEqual([{ n: 7 }])
  })
})

test("a cluster that cannot be served says why", async () => {
  await expect(servePostgres(temporaryDir(), { durable: true })).rejects.toThrow()
})

test("the data of a run lies in memory where that is wished and has room", () => {
  const room = [hasRoom("/nowhere"), hasRoom(tmpdir(), 1), hasRoom(tmpdir(), Number.MAX_VALUE)]
  expect(room).toEqual([false, true, false])
  expect(path.dirname(temporaryDir(true))).toBe(hasRoom(path.dirname(memoryDir)) ? memoryDir : shelterDir)
  expect(path.dirname(temporaryDir())).toBe(shelterDir)
})
