import { setTimeout as sleep } from "node:timers/promises"
import { type Knex, knex } from "@medusajs/framework/mikro-orm/knex"
import type { BigNumberInput } from "@medusajs/framework/types"
import { BigNumber } from "@medusajs/framework/utils"
import { type ProviderService, providersOf } from "@taiwan-payments/medusa/provider"
import { checkBalances, expireVouchers, Ledger, syncPayments, wakeIfDue } from "@taiwan-payments/medusa/testing"
import type { RawMessage } from "@taiwan-payments/medusa/toolkit"
import type { GatewayUnderTest } from "../gateway-under-test.js"
import type { AttemptThere, ModuleHarness, Order, Session } from "../module-harness.js"
import type { Sandbox } from "../sandbox.js"
import { type HarnessDatabase, openHarnessDatabase } from "./database.js"
import { MedusaRows } from "./medusa-rows.js"
import { serveRoutes } from "./routes.js"
import { container, moveIn, SmallMedusa } from "./small-medusa.js"

export interface HarnessWiring {
  readonly openSandbox: () => Promise<Sandbox & { close(): Promise<void> }>
  /** A database of one's own, migrated. An embedded PostgreSQL where it is left out. */
  readonly openDatabase?: () => Promise<HarnessDatabase>
  /** Puts another provider class in the place of the plugin's, to see whether the kit notices. */
  readonly provider?: (sound: ProviderService) => ProviderService
  /** Does something of its own after each notice, to see whether the kit notices. */
  readonly afterNotice?: (db: Knex, body: string) => Promise<void>
}

const SWEEP_MS = 5_000
const TABLES = ["attempt", "event", "operation", "alarm"].map((table) => `taiwan_payment_${table}`)

/** A harness for a subject: the plugin's provider class, routes, settling and jobs, on a database of its own. */
export async function openModuleHarness(subject: GatewayUnderTest, wiring: HarnessWiring): Promise<ModuleHarness> {
  const database = await (wiring.openDatabase ?? openHarnessDatabase)()
  const db = knex({ client: "pg", connection: database.url, pool: { min: 0, max: 12 } })
  const [routes, sandbox] = await Promise.all([serveRoutes(), wiring.openSandbox()])
  const medusa = new SmallMedusa(new MedusaRows(db))
  moveIn(medusa)
  const ledger = new Ledger(db)
  const places = { sandbox: sandbox.url, backendUrl: routes.url, storefrontUrl: routes.url }
  const publicPlaces = {
    ...places,
    backendUrl: "https://api.shop.example.tw",
    storefrontUrl: "https://shop.example.tw",
  }
  const services = providersOf(subject.kind)

  const providerFor = ({ method, account = {} }: Order): string => {
    const name = Object.entries(account).flat().join("") || "main"
    const { identifier } = subject.kind.methods.find(({ id }) => id === method) ?? { identifier: method }
    const id = `pp_${identifier}_${name}`
    if (medusa.has(id)) return id
    const sound = services.find((service) => service.identifier === identifier)
    if (!sound) throw new Error(`There is no method ${method}.`)
    const Service = wiring.provider?.(sound) ?? sound
    medusa.add(
      id,
      new Service(
        medusa.cradle,
        subject.options(account.environment === "production" ? publicPlaces : places, account),
      ),
    )
    return id
  }
  const routeOf = ({ providerId }: Session) => `${routes.url}/pay/${providerId.replace("pp_", "")}`
  const stored = async ({ id, providerId }: Session) => {
    const row = await medusa.rows.payment(id)
    return {
      payment: row,
      provider: medusa.provider(providerId),
      data: row?.data ?? (await medusa.rows.session(id))?.data,
    }
  }

  return {
    sandbox,
    open: async (order) => {
      const providerId = providerFor(order)
      const currency = order.currency ?? "twd"
      const id = await medusa.rows.addSession(providerId, order.charged ?? Number(order.amount), currency)
      const data = { ...order.data, session_id: id }
      const amount = order.amount as Parameters<InstanceType<ProviderService>["initiatePayment"]>[0]["amount"]
      const context = { idempotency_key: id }
      try {
        const given = await medusa
          .provider(providerId)
          .initiatePayment({ data, amount, currency_code: currency, context })
        const merged: Record<string, unknown> = JSON.parse(JSON.stringify({ ...data, ...given.data }))
        await medusa.rows.changeSession(id, { data: merged })
        return { id, providerId, data: merged, startUrl: `${routes.url}/pay/sessions/${id}` }
      } catch (error) {
        await medusa.rows.removeSession(id)
        throw error
      }
    },
    authorize: ({ id }, data) => medusa.authorize(id, data),
    capture: async (session, amount) => {
      const { payment } = await stored(session)
      await medusa.capturePayment(payment?.id ?? "", amount)
      return (await stored(session)).data ?? {}
    },
    refund: async (session, amount, key) => {
      const { payment, provider, data } = await stored(session)
      const isNew = payment
        ? await medusa.rows.addRefund(key, payment.id, new BigNumber(amount as BigNumberInput).numeric)
        : false
      const asked = { data: { ...data }, amount: amount as BigNumberInput, context: { idempotency_key: key } }
      const given = await provider.refundPayment(asked).catch(async (error) => {
        if (isNew) await medusa.rows.removeRefund(key)
        throw error
      })
      if (payment) await medusa.rows.changePayment(payment.id, given.data ?? {})
      return given.data ?? {}
    },
    cancel: async (session, data) => {
      const { provider, payment, data: own } = await stored(session)
      const context = payment ? { idempotency_key: payment.id } : {}
      return (await provider.cancelPayment({ data: { ...(data ?? own) }, context })).data ?? {}
    },
    remove: async (session, data) => {
      const { provider, data: own } = await stored(session)
      await provider.deletePayment({ data: { ...(data ?? own) } })
      if (!data) await medusa.rows.removeSession(session.id)
    },
    hook: async ({ providerId }, { body, headers }) => {
      const fields = Object.fromEntries(new URLSearchParams(body.toString("utf8")))
      const payload = { data: fields, rawData: body, headers: { ...headers } }
      const { action, data } = await medusa.provider(providerId).getWebhookActionAndData(payload)
      return { action: String(action), sessionId: data?.session_id ?? null, amount: data ? Number(data.amount) : null }
    },
    notify: async (session, raw) => {
      const answer = await send(`${routeOf(session)}/notify`, raw)
      await wiring.afterNotice?.(db, raw.body.toString("utf8"))
      return answer
    },
    gate: (session, raw) => send(`${routeOf(session)}/gate`, raw),
    handleReturn: async (session, fields) => {
      const attempt = (await ledger.attemptsOf(session.id)).at(-1)
      const body = new URLSearchParams(
        Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
      )
      const url = `${routeOf(session)}/return?attempt=${attempt?.id ?? "none"}`
      const response = await fetch(url, { method: "POST", body, redirect: "manual" })
      return { status: response.status, location: response.headers.get("location") }
    },
    charge: ({ startUrl }, token) => charge(startUrl, token),
    startPayment: async (session, again = false) => {
      if (sandbox.token) {
        const { body } = await charge(session.startUrl, await sandbox.token(session.data, true))
        if (!JSON.parse(body).url) return null
        return (await ledger.attemptsOf(session.id)).at(-1)?.trade_no ?? null
      }
      const response = await fetch(`${session.startUrl}${again ? "?again=1" : ""}`, { redirect: "manual" })
      if (!leadsAway(response, await response.text(), routes.url)) return null
      return (await ledger.attemptsOf(session.id)).at(-1)?.trade_no ?? null
    },
    attempts: async ({ id }) => (await ledger.attemptsOf(id)).map(thereOf),
    payment: async ({ id }) => {
      const row = await medusa.rows.payment(id)
      if (!row) return null
      return {
        captured: row.captured_at !== null,
        capturedAmount: await medusa.rows.capturedAmount(row.id),
        data: row.data,
      }
    },
    alarms: async (tradeNo) => {
      const rows: { kind: string; detail: string }[] = await db("taiwan_payment_alarm")
      return rows.filter(({ detail }) => detail.includes(tradeNo)).map(({ kind }) => kind)
    },
    reprice: ({ id }, amount) => medusa.rows.repriceSession(id, amount),
    syncPayments: async ({ id }) => {
      const quiet = db("taiwan_payment_attempt").where({ session_id: id }).whereNotNull("query_at")
      await quiet.update({ query_at: new Date(0), queried_at: null })
      await syncPayments(container, (attempt) => wakeIfDue(container, attempt))
      await untilSettled(ledger, id)
    },
    expire: () => expireVouchers(container),
    checkBalances: async ({ id }) => {
      const paid = db("taiwan_payment_attempt").where({ session_id: id, state: "captured" })
      await paid.update({ balance_check_at: new Date(0), queried_at: null })
      await checkBalances(container, (attempt) => wakeIfDue(container, attempt))
    },
    outlastCalls: async ({ id }) => {
      const ids = (await ledger.attemptsOf(id)).map((attempt) => attempt.id)
      const earlier = (column: string) => db.raw("?? - interval '10 minutes'", [column])
      const asked = db("taiwan_payment_operation").whereIn("attempt_id", ids)
      await asked.update({ started_at: earlier("started_at"), sent_at: earlier("sent_at") })
    },
    settled: ({ id }) => untilSettled(ledger, id),
    everythingKept: async () => {
      const tables = [...TABLES, "payment_session", "payment"]
      const rows = await Promise.all(tables.map((table) => db(table)))
      return JSON.stringify([medusa.lines, medusa.events, rows])
    },
    close: async () => {
      await Promise.all([routes.close(), sandbox.close()])
      await sleep(100)
      moveIn(undefined)
      await db.destroy()
      await database.drop()
    },
  }
}

/** What the gateway's server sends, or somebody in its place. */
async function send(url: string, { body, headers }: RawMessage): Promise<{ status: number; body: string }> {
  const response = await fetch(url, { method: "POST", body: new Uint8Array(body), headers: { ...headers } })
  return { status: response.status, body: await response.text() }
}

/** What the shop's page does with a token. */
async function charge(startUrl: string, token: string): Promise<{ status: number; body: string }> {
  const headers = { "content-type": "application/json" }
  const response = await fetch(`${startUrl}/charge`, { method: "POST", headers, body: JSON.stringify({ token }) })
  return { status: response.status, body: await response.text() }
}

/** A form to the gateway, or a redirect that does not lead home. */
function leadsAway({ status, headers }: Response, html: string, home: string): boolean {
  const location = headers.get("location") ?? home
  return status === 200 ? html.includes('id="departure"') : status === 303 && !location.startsWith(home)
}

type Row = Awaited<ReturnType<Ledger["attemptsOf"]>>[number]

function thereOf(row: Row): AttemptThere {
  const { trade_no: tradeNo, state, amount, captured_amount: captured, refunded_amount: refunded, reference } = row
  return { tradeNo, state, amount, captured, refunded, reference, voucher: row.voucher ? { ...row.voucher } : null }
}

/** As a shop's worker does: every few seconds it looks for what it found somebody else at work on, too. */
async function untilSettled(ledger: Ledger, sessionId: string): Promise<void> {
  let swept = Date.now()
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(20)) {
    const due = (await ledger.attemptsOf(sessionId)).filter(({ apply_at }) => apply_at !== null)
    if (due.length === 0) return
    if (Date.now() < swept + SWEEP_MS) continue
    swept = Date.now()
    for (const attempt of due) wakeIfDue(container, attempt)
  }
  throw new Error(`Session ${sessionId} was not settled in a minute.`)
}
