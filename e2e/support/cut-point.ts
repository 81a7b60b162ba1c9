import type { Shop } from "./shop"

/**
 * Cuts Medusa's connection to its database inside of the next statement that writes a certain row, once; `event` is a trigger's, such as
 * `insert on order_cart`.
 * @throws when `work` ends without such a row
 */
export async function cutOnce<Result>(
  { database }: Pick<Shop, "database">,
  event: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await database.query("create sequence cut_point")
  await database.query(`create or replace function cut_point() returns trigger language plpgsql as $$
    begin if nextval('cut_point') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$`)
  await database.query(`create trigger cut_point before ${event} for each row execute function cut_point()`)
  try {
    const result = await work()
    const { rows } = await database.query("select is_called from cut_point")
    if (!rows[0]?.is_called) throw new Error(`${event} was never reached`)
    return result
  } finally {
    await database.query(`drop trigger cut_point on ${event.split(" on ")[1]}`)
    await database.query("drop sequence cut_point")
  }
}
