import pg from "pg"
import { until } from "./until"

const KEY = 20_261_128

/** Holds whoever writes a certain row of Medusa's, inside of that statement, so that a process can be killed exactly there. */
export interface KillPoint {
  /** Waits until somebody is held. */
  reached(): Promise<void>
  /** Ends what is held as a dead process's statement ends, and holds nobody any more. */
  open(): Promise<void>
}

/** `event` is a trigger's, such as `insert on order_cart`. */
export async function killPoint(databaseUrl: string, event: string): Promise<KillPoint> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const table = event.split(" on ")[1]
  await client.query(`select pg_advisory_lock(${KEY})`)
  await client.query(`create or replace function kill_point() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock(${KEY}); return new; end $$`)
  await client.query(`create trigger kill_point before ${event} for each row execute function kill_point()`)
  const held = async () => {
    const waiting = `select pid from pg_locks where locktype = 'advisory' and objid = ${KEY} and not granted
      and database = (select oid from pg_database where datname = current_database())`
    return (await client.query<{ pid: number }>(waiting)).rows.map(({ pid }) => pid)
  }
  return {
    reached: async () => void (await until(`${event} is reached`, async () => (await held()).length > 0, 120_000)),
    open: async () => {
      for (const pid of await held()) await client.query("select pg_terminate_backend($1)", [pid])
      await until("nobody is held", async () => (await held()).length === 0)
      await client.query(`drop trigger kill_point on ${table}`)
      await client.end()
    },
  }
}
