import { type Sandbox, startSandbox } from "@taiwan-payments/sandbox"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { startMedusa } from "../scripts/lib/medusa.mjs"
import { freePort } from "../scripts/lib/process.mjs"
import { createTestDatabase } from "../scripts/lib/test-database.mjs"
import { bareStore } from "./support/bare-store"
import { type Database, type Medusa, officeApi } from "./support/shop"
import { until } from "./support/until"

const store = bareStore()
let database: Database
let sandbox: Sandbox
let url = ""
let medusa: Medusa | undefined

beforeAll(async () => {
  database = await createTestDatabase()
  sandbox = await startSandbox()
  url = `http://localhost:${await freePort()}`
  const addresses = { DATABASE_URL: database.url, BACKEND_URL: url, SANDBOX_URL: sandbox.url }
  store.write(
    ".env",
    Object.entries(addresses)
      .map((pair) => pair.join("="))
      .join("\n"),
  )
  // The template's shop offers all methods; this one offers none yet.
  await database.query("delete from taiwan_payment_job")
  await database.query("delete from region_payment_provider")
  await database.query("delete from payment_provider where id <> 'pp_system_default'")
})

afterAll(async () => {
  await medusa?.stop()
  await sandbox?.close()
  await database?.drop()
  store.remove()
})

interface Answer {
  readonly exit_code: number
  readonly findings: readonly { readonly check: string; readonly text: { readonly en: string } }[]
}

async function doctor(): Promise<{ code: number; checks: string[]; words: string }> {
  const { code, text } = await store.run("doctor", "--json")
  const { exit_code, findings }: Answer = JSON.parse(text)
  expect(exit_code).toBe(code)
  return { code, checks: findings.map(({ check }) => check), words: findings.map((each) => each.text.en).join("\n") }
}

const offered = async () =>
  (await database.query("select payment_provider_id as id from region_payment_provider order by 1")).rows

const files = () => [".env", "medusa-config.ts", "src/payment-providers.ts"].map(store.read)

describe("a store without payments", () => {
  it("is told what it lacks", async () => {
    expect(await doctor()).toMatchObject({ code: 1, checks: ["plugin-entry", "provider-entries", "jobs"] })
  })

  it("gets what it lacks by init, and the methods that words name", async () => {
    const { code, text } = await store.run("init", "ecpay-credit", "ecpay-atm", "linepay")
    expect(text).toMatch(/src\/payment-providers\.ts: written/)
    expect(code, text).toBe(0)
    expect(await offered()).toEqual(
      ["pp_ecpay-atm_main", "pp_ecpay-credit_main", "pp_linepay_main"].map((id) => ({ id })),
    )
    expect(store.read(".env")).toMatch(`BACKEND_URL=${url}\n`)
  })

  it("is changed by init once only", async () => {
    const before = [files(), await offered()]
    const { code, text } = await store.run("init", "ecpay-credit", "ecpay-atm", "linepay", "--lang", "zh-TW")
    expect(code, text).toBe(0)
    expect(text).toMatch("medusa-config.ts：不需要修改。")
    expect([files(), await offered()]).toEqual(before)
  })
})

describe("a store that runs", () => {
  it("is told nothing", async () => {
    const env = { NODE_ENV: "development", SANDBOX_URL: sandbox.url, PAYMENT_ENVIRONMENT: "sandbox" }
    medusa = await startMedusa({ databaseUrl: database.url, port: Number(new URL(url).port), cwd: store.folder, env })
    await until("the jobs to begin", async () => (await database.query("select from taiwan_payment_job")).rows[0])
    const { code, text } = await store.run("doctor")
    expect(code, text).toBe(0)
    expect(text).toMatch(
      /· ECPay 3002607 \(sandbox\): 14 methods; keys are right; no notice yet\.\n[^✗]*✓ Nothing to mend\./,
    )
    expect((await database.query("select from taiwan_payment_refusal")).rows).toEqual([])
  })
})

describe("the server of a store", () => {
  it("says the same to staff, and nothing to anybody else", async () => {
    const path = "/admin/taiwan-payments/doctor"
    expect((await fetch(`${url}${path}`)).status).toBe(401)
    const office = await officeApi(url)
    expect(await office.get(path)).toMatchObject({ findings: [], notes: [{}, {}, {}] })
    await database.query("insert into payment_provider (id, is_enabled) values ('pp_payuni-credit_old', true)")
    expect(await office.get(path)).toMatchObject({ findings: [{ check: "leftover-providers" }] })
  })
})

describe("a store that breaks", () => {
  it("names keys, row, migration and server", async () => {
    await medusa?.stop()
    store.change(".env", "pwFHCqoQZGmho4w6", "AAAAAAAAAAAAAAAA")
    const { code, checks, words } = await doctor()
    expect({ code, checks }).toEqual({ code: 1, checks: ["leftover-providers", "keys", "addresses"] })
    expect(words).toMatch(/pp_payuni-credit_old(.|\n)*keys of ECPay 3002607 \(sandbox\) are wrong(.|\n)*ECONNREFUSED/)
    store.change(".env", "AAAAAAAAAAAAAAAA", "pwFHCqoQZGmho4w6")
  })

  it("names a forgotten migration, and still answers when the database is gone", async () => {
    await database.query("delete from mikro_orm_migrations where name = 'Migration20261128050000'")
    expect((await doctor()).words).toMatch(/lacks a migration.*Migration20261128050000.*npx medusa db:migrate/)
    store.change(".env", /DATABASE_URL=.*/, "DATABASE_URL=postgres://nobody@127.0.0.1:1/nothing")
    expect(await doctor()).toMatchObject({ code: 2, words: expect.stringMatching(/database cannot be reached/) })
  })

  it("names every account's wrong options, and a configuration that cannot be loaded", async () => {
    store.change(".env", /ECPAY_HASH_IV=.*/, "ECPAY_HASH_IV=short")
    store.change(".env", /LINEPAY_CHANNEL_ID=.*/, "LINEPAY_CHANNEL_ID=none")
    const { words } = await doctor()
    expect(words).toMatch(/providers\/ecpay \(id main\).*hashIv must be/)
    expect(words).toMatch(/providers\/linepay \(id main\).*channelId must be/)
    store.change("medusa-config.ts", "module.exports", "throw new Error('half written')\nmodule.exports")
    expect(await doctor()).toMatchObject({ code: 2, checks: ["config"], words: expect.stringMatching(/half written/) })
  })
})
