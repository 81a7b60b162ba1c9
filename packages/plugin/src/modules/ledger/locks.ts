import { type Knex, knex } from "@medusajs/framework/mikro-orm/knex"

const AT_MOST = 8

const pools = new WeakMap<Knex, Knex>()

/**
 * Connections that do nothing but hold locks. They stand apart from Medusa's pool: else those who hold a lock and those
 * who wait for it could take every connection that the work under the lock needs.
 */
export function lockPool(db: Knex): Knex {
  const pool = pools.get(db) ?? openPool(db)
  pools.set(db, pool)
  return pool
}

function openPool(db: Knex): Knex {
  const { config }: { config: Knex.Config } = db.client
  return knex({ ...config, pool: { min: 0, max: AT_MOST, idleTimeoutMillis: 5_000 } })
}
