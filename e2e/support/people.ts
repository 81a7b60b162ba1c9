import { createHmac, randomUUID } from "node:crypto"
import { medusaApi } from "../../scripts/demo/medusa-api.mjs"
import { publishableKey } from "../../scripts/demo/stack.mjs"
import type { Policy } from "./route-access"
import type { Shop } from "./shop"

/** Of scripts/lib/medusa.mjs. */
const JWT_SECRET = "only for tests"

/** Gives a role policies; makes it where there is none. */
export async function grant({ database }: Pick<Shop, "database">, role: string, policies: readonly string[]) {
  await database.query("insert into rbac_role (id, name) values ($1, $1) on conflict do nothing", [role])
  for (const policy of policies) {
    const [resource, operation] = policy.split(":")
    const id = `rpol_${role}_${resource}_${operation}`
    await database.query(
      "insert into rbac_policy (id, key, resource, operation) values ($1, $1, $2, $3) on conflict do nothing",
      [id, resource, operation],
    )
    await database.query("insert into rbac_role_policy (id, role_id, policy_id) values ($1, $2, $3)", [
      `rrp_${id}`,
      role,
      id,
    ])
  }
}

/** The token of a member of the staff with this role, as Medusa signs it. */
export async function staffToken({ database }: Pick<Shop, "database">, role: string): Promise<string> {
  const { rows } = await database.query(
    `select u.id as user, p.auth_identity_id as identity from "user" u, provider_identity p
     where p.entity_id = u.email limit 1`,
  )
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    actor_id: rows[0].user,
    actor_type: "user",
    auth_identity_id: rows[0].identity,
    app_metadata: { roles: [role] },
    user_metadata: {},
    iat: now,
    exp: now + 3_600,
  }
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`
  return `${signed}.${createHmac("sha256", JWT_SECRET).update(signed).digest("base64url")}`
}

export interface Customer {
  readonly id: string
  readonly token: string
}

/** A customer with a password, logged in. */
export async function registerCustomer({ url, store }: Pick<Shop, "url" | "store">): Promise<Customer> {
  const login = { email: `${randomUUID()}@example.com`, password: "a long password" }
  const { token: fresh } = await store.post("/auth/customer/emailpass/register", login)
  const headers = { "x-publishable-api-key": publishableKey, authorization: `Bearer ${fresh}` }
  const { customer } = await medusaApi(url, headers).post("/store/customers", { email: login.email })
  const { token } = await store.post("/auth/customer/emailpass", login)
  return { id: customer.id, token }
}

export const POLICIES: readonly Policy[] = [
  "payment:read",
  "payment:update",
  "refund:create",
  "payment_collection:update",
  "refund_account:update",
]
