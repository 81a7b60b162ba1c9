import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { beforeEach, expect, it, vi } from "vitest"
import en from "../../../src/admin/i18n/en.json"
import zhTW from "../../../src/admin/i18n/zh-tw.json"
import { ALARM_TITLES } from "../../../src/payments/alarm-titles"
import { ringBell } from "../../../src/payments/staff/bell"
import { inBoth } from "../../in-both"
import { newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()

interface Entry {
  readonly id: string
  readonly resource_id: string
  readonly idempotency_key: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Medusa's notification module as far as it is asked: one entry a key. */
function aBell(fails = false) {
  const entries = new Map<string, Entry>()
  const module = {
    createNotifications: vi.fn(async (entry: Entry) => {
      if (fails) throw new Error("no provider")
      if (!entries.has(entry.idempotency_key)) entries.set(entry.idempotency_key, { ...entry, id: newId("noti") })
    }),
    listNotifications: async ({ resource_id }: Entry) =>
      [...entries.values()].filter((entry) => entry.resource_id === resource_id),
    updateNotifications: async ({ id, data }: Entry) => {
      for (const [key, entry] of entries) if (entry.id === id) entries.set(key, { ...entry, data })
    },
  }
  return { entries, module }
}

function containerWith(module: object | undefined): MedusaContainer {
  const { db, context } = place.shop
  const services: Record<string, unknown> = {
    ...{ __pg_connection__: db, logger: context.logger, event_bus: undefined, [Modules.NOTIFICATION]: module },
  }
  return { resolve: (name: string) => services[name] } as MedusaContainer
}

async function anAlarm() {
  const attempt = await place.shop.context.ledger.open(newAttempt())
  const about = { attempt_id: attempt.id, subject: attempt.id, amount: 1280, order_id: null }
  const alarm = await place.shop.context.ledger.raise({ kind: "second_payment", detail: inBoth("twice"), ...about })
  if (!alarm) throw new Error("no alarm")
  return { attempt, alarm }
}

beforeEach(async () => {
  await place.shop.db("notification_provider").delete()
  const provider = { id: "local", handle: "local", name: "local", is_enabled: true, channels: ["feed"] }
  await place.shop.db("notification_provider").insert(provider)
})

it("has one entry for each alarm, in both languages, about nobody", async () => {
  const { entries, module } = aBell()
  const { attempt, alarm } = await anAlarm()
  for (let told = 0; told < 2; told += 1) await ringBell(containerWith(module), alarm.id)
  const data = { title: "重複付款 Paid twice", description: expect.stringContaining(`NT$1,280 · ${attempt.trade_no}`) }
  expect([...entries.values()]).toMatchObject([{ channel: "feed", to: "", resource_id: alarm.id, data }])
})

it("says of an alarm that is over that it is, and by whom", async () => {
  const { entries, module } = aBell()
  const { alarm } = await anAlarm()
  await ringBell(containerWith(module), alarm.id)
  await place.shop.context.ledger.by({ id: "user_1", name: "Lin" }).alarms.resolve(alarm.id, "done")
  await ringBell(containerWith(module), alarm.id)
  expect([...entries.values()].map(({ data }) => data.title)).toEqual(["✓ 已處理 Resolved · Lin: 重複付款 Paid twice"])
})

it("rings for no alarm that was over before anybody was told", async () => {
  const { module } = aBell()
  const { alarm } = await anAlarm()
  await place.shop.context.ledger.alarms.resolve(alarm.id, "done")
  await ringBell(containerWith(module), alarm.id)
  expect(module.createNotifications).not.toHaveBeenCalled()
})

it("is left alone where the shop has none", async () => {
  const { module } = aBell()
  const { alarm } = await anAlarm()
  await ringBell(containerWith(undefined), alarm.id)
  await place.shop.db("notification_provider").update({ channels: ["email"] })
  await ringBell(containerWith(module), alarm.id)
  expect(module.createNotifications).not.toHaveBeenCalled()
})

it("fails with a word in the log, and nothing else", async () => {
  const { alarm } = await anAlarm()
  await ringBell(containerWith(aBell(true).module), alarm.id)
  expect(place.shop.logged.at(-1)).toMatch(/bell does not tell/)
})

it("calls alarms what the admin calls them", () => {
  for (const [kind, title] of Object.entries(ALARM_TITLES)) {
    const words = [en, zhTW].map(({ alarms }) => (alarms as Record<string, unknown>)[kind])
    expect(words, kind).toMatchObject([{ title: title.en }, { title: title["zh-TW"] }])
  }
})
