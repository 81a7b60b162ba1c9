import { randomBytes } from "node:crypto"
import { createCluster, givenServer, removeCluster, servePostgres, temporaryDir } from "../lib/postgres.mjs"

/** A new and empty database: on a server of ours, or on that of DATABASE_URL. */
export async function emptyDatabase() {
  const { server, stop } = await openServer()
  const name = `newcomer_${randomBytes(6).toString("hex")}`
  await server.query("postgres", `create database "${name}"`)
  const drop = () => server.query("postgres", `drop database "${name}" with (force)`)
  return {
    url: server.urlOf(name),
    stop: async () => {
      await drop()
      await stop()
    },
  }
}

async function openServer() {
  const given = givenServer()
  if (given) return { server: given, stop: given.stop }
  const dir = temporaryDir()
  await createCluster(dir)
  const server = await servePostgres(dir, { durable: false })
  const stop = async () => {
    await server.stop()
    removeCluster(dir)
  }
  return { server, stop }
}
