import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** Whether Medusa has a notification provider for a channel. Without one it would write rows of what failed. */
export async function hasChannel(db: Knex, channel: string): Promise<boolean> {
  const providers = db("notification_provider").where({ is_enabled: true, deleted_at: null })
  return (await providers.whereRaw("? = any(channels)", [channel]).first("id")) !== undefined
}

/** What Medusa wrote down about a notification under this key (2.21.2); null where it never had it. */
export async function fateOf(db: Knex, key: string): Promise<"pending" | "success" | "failure" | null> {
  const row = await db("notification").where({ idempotency_key: key }).first("status")
  return row?.status ?? null
}

/**
 * Takes a notification that failed away, so that it can be asked for once more under its key. Where one is there Medusa does send
 * again, and then fails all the same: it looks for a row under an id that it has just made up (2.21.2).
 */
export async function forgetFailed(db: Knex, key: string): Promise<void> {
  await db("notification").where({ idempotency_key: key, status: "failure" }).delete()
}
