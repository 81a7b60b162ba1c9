import { createHmac } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { adminRoutes } from "../scripts/lib/admin-routes.mjs"
import { runMedusa } from "../scripts/lib/medusa.mjs"
import { openShop, type Shop } from "./support/shop"

const RBAC = { MEDUSA_FF_RBAC: "true" }
/** Of scripts/lib/medusa.mjs. */
const JWT_SECRET = "only for tests"

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ env: RBAC, throughLine: withRoles })
  await shop.database.query(
    `insert into rbac_role (id, name) values ('role_packer', 'Packer'), ('role_reader', 'Reader')`,
  )
  await shop.database.query(`insert into rbac_role (id, name) values ('role_refunder', 'Refunder')`)
  for (const [resource, operation] of [
    ["payment", "read"],
    ["refund", "create"],
  ] as const)
    await grant("role_refunder", resource, operation)
  await grant("role_packer", "order", "read")
  await grant("role_reader", "payment", "read")
})
afterAll(() => shop?.close())

/** Medusa has no tables of roles where nobody asked for them. */
async function withRoles(databaseUrl: string): Promise<string> {
  await runMedusa({ args: ["db:migrate"], databaseUrl, env: RBAC })
  return databaseUrl
}

async function grant(role: string, resource: string, operation: string): Promise<void> {
  const policy = `rpol_${role}_${resource}`
  await shop.database.query(
    `insert into rbac_policy (id, key, resource, operation) values ($1, $2 || ':' || $3 || ':test', $2, $3)`,
    [policy, resource, operation],
  )
  await shop.database.query(`insert into rbac_role_policy (id, role_id, policy_id) values ($1, $2, $3)`, [
    `rrp_${role}_${resource}`,
    role,
    policy,
  ])
}

/** The token of a member of the staff with this role, as Medusa signs it. */
async function tokenOf(role: string): Promise<string> {
  const { rows } = await shop.database.query(
    `select u.id as user, p.auth_identity_id as identity from "user" u, provider_identity p limit 1`,
  )
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const claims = {
    ...{
      actor_id: rows[0].user,
      actor_type: "user",
      auth_identity_id: rows[0].identity,
      app_metadata: { roles: [role] },
    },
    ...{ user_metadata: {}, iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 600 },
  }
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`
  return `${signed}.${createHmac("sha256", JWT_SECRET).update(signed).digest("base64url")}`
}

/** What every admin route answers to who has this role; the routes by what they were answered. */
async function answersTo(role: string): Promise<{ asked: string; verb: string; status: number }[]> {
  const headers = { authorization: `Bearer ${await tokenOf(role)}`, "content-type": "application/json" }
  const asked = adminRoutes().flatMap(({ route, verbs }) => verbs.map((verb) => ({ route, verb })))
  return Promise.all(
    asked.map(async ({ route, verb }) => {
      const address = shop.url + route.replaceAll(/:\w+/g, "tpa_nobody")
      const body = verb === "GET" ? undefined : "{}"
      const { status } = await fetch(address, { method: verb, headers, body })
      return { asked: `${verb} ${route}`, verb, status }
    }),
  )
}

describe("a member of the staff", () => {
  it("without a policy for payments reaches none of our admin routes", async () => {
    const answers = await answersTo("role_packer")
    expect(answers.length).toBeGreaterThanOrEqual(14)
    expect(answers.filter(({ status }) => status !== 403)).toEqual([])
  })

  it("who may read payments reads all of it, and changes nothing", async () => {
    const answers = await answersTo("role_reader")
    const reads = answers.filter(({ verb }) => verb === "GET")
    expect(reads.filter(({ status }) => status !== 200 && status !== 404)).toEqual([])
    expect(reads.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(5)
    expect(answers.filter(({ verb, status }) => verb !== "GET" && status !== 403)).toEqual([])
  })

  it("who may refund sees nobody's bank account by that", async () => {
    const answers = await answersTo("role_refunder")
    const desk = answers.filter(({ asked }) => asked.includes("/refund-requests"))
    const closed = desk
      .filter(({ status }) => status === 403)
      .map(({ asked }) => asked.split("/refund-requests").at(-1))
    expect(closed.toSorted()).toEqual(["/:id/account", "/batches/:id/file"])
  })
})
