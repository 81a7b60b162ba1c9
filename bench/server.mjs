import { setTimeout as sleep } from "node:timers/promises"
import { startMedusa } from "../scripts/lib/medusa.mjs"
import { copyCluster, removeCluster, servePostgres, temporaryDir } from "../scripts/lib/postgres.mjs"
import { templateCluster, templateName } from "../scripts/lib/template.mjs"

/**
 * A durable database, a real server and its gateways in miniature.
 * @param {(line: string) => void} say @param {Record<string, string | undefined>} [env]
 */
export async function openServer(say, env = {}) {
  const dir = temporaryDir()
  copyCluster(await templateCluster(say), dir)
  const postgres = await servePostgres(dir, { durable: true })
  const databaseUrl = postgres.urlOf(templateName)
  const { startSandbox } = await import("@taiwan-payments/sandbox")
  const sandbox = await startSandbox()
  const medusa = await startMedusa({ databaseUrl, env: { ECPAY_ENVIRONMENT: sandbox.url, ...env } })
  const stop = async () => {
    await medusa.stop()
    await sandbox.close()
    await postgres.stop()
    removeCluster(dir)
  }
  /** @param {string} sql @param {unknown[]} [values] */
  const query = async (sql, values) => (await postgres.query(templateName, sql, values)).rows
  return { databaseUrl, url: medusa.url, sandbox, query, stop }
}

/** @typedef {Awaited<ReturnType<typeof openServer>>} Server */

/** When each session was captured, in milliseconds; waits until all are. @param {Pick<Server, "query">} server @param {string[]} ids */
export async function capturedAt(server, ids) {
  for (const deadline = Date.now() + 180_000; ; await sleep(500)) {
    const rows = await server.query(
      "select payment_session_id as id, captured_at as at from payment where payment_session_id = any($1)",
      [ids],
    )
    const captured = rows.filter(({ at }) => at !== null)
    if (captured.length === ids.length) return new Map(captured.map(({ id, at }) => [id, at.getTime()]))
    if (Date.now() > deadline)
      throw new Error(`${ids.length - captured.length} of ${ids.length} payments were never captured`)
  }
}
