import { asValue } from "@medusajs/framework/awilix"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { CreateNotificationDTO, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { newId, type Shop } from "../../shop-database"

/** What a provider does with the next message: `throws`: nothing is sent; `loses`: it is, and then the provider throws; `hangs`: never answers. */
export type Mood = "works" | "throws" | "loses" | "hangs"

export interface PostOffice {
  /** What was sent, in order. */
  readonly sent: CreateNotificationDTO[]
  /** What providers do with the next messages; when they are used up they work. */
  readonly moods: Mood[]
  /** Called before a message is handed to the provider. */
  before: () => Promise<void>
}

/** Medusa's notification module on its real table, with a provider that does what a test tells it (2.21.2). */
export async function openPostOffice({ db }: Pick<Shop, "db">, container: MedusaContainer): Promise<PostOffice> {
  const row = { id: "outbox", handle: "outbox", name: "outbox", channels: ["email"], is_enabled: true }
  await db("notification_provider").insert(row).onConflict().ignore()
  const office: PostOffice = { sent: [], moods: [], before: async () => {} }
  const createNotifications = (notification: CreateNotificationDTO) => create(db, office, notification)
  container.register(Modules.NOTIFICATION, asValue({ createNotifications }))
  return office
}

async function create(db: Knex, office: PostOffice, notification: CreateNotificationDTO): Promise<void> {
  const { to, channel, template, idempotency_key } = notification
  const known = await db("notification").where({ idempotency_key }).first()
  if (known && known.status !== "failure") return
  const id = newId("noti")
  const row = { id, to, channel, template, idempotency_key, data: JSON.stringify(notification.data) }
  if (!known) await db("notification").insert({ ...row, status: "pending" })
  await office.before()
  const mood = office.moods.shift() ?? "works"
  if (mood === "hangs") return new Promise(() => {})
  if (mood !== "throws") office.sent.push(notification)
  await db("notification")
    .where({ id })
    .update({ status: mood === "works" ? "success" : "failure" })
  if (mood !== "works") throw new Error(`Failed to send notification: 550 <${to}> mailbox of ${to} unavailable`)
  if (known) throw new Error(`Notification with id "${id}" not found`)
}
