import pg from "pg"

/** A PostgreSQL server. */
export interface Server {
  urlOf(database: string): string
  query(database: string, sql: string, values?: readonly unknown[]): Promise<{ rowCount: number | null }>
  stop(): Promise<void>
}

async function queryOnce(connectionString: string, sql: string, values?: readonly unknown[]) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 60_000 })
  // A server that is stopped cuts its sessions.
  client.on("error", () => undefined)
  await client.connect()
  try {
    return await client.query(sql, values ? [...values] : undefined)
  } finally {
    await client.end()
  }
}

/** `base`: the address of any database of the server. It is not ours to stop. */
export function serverAt(base: string): Server {
  const urlOf = (database: string) => Object.assign(new URL(base), { pathname: `/${database}` }).href
  return {
    urlOf,
    query: (database, sql, values) => queryOnce(urlOf(database), sql, values),
    stop: async () => undefined,
  }
}
