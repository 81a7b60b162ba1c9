import { createRequire } from "node:module"
import path from "node:path"
import type { ExecArgs, MedusaContainer } from "@medusajs/framework/types"
import { ADMIN, PUBLISHABLE_KEY, TITLE } from "./goods.js"

const require = createRequire(path.join(process.cwd(), "package.json"))
const flows: typeof import("@medusajs/medusa/core-flows") = require("@medusajs/medusa/core-flows")
const { ContainerRegistrationKeys, Modules, ProductStatus }: typeof import("@medusajs/framework/utils") =
  require("@medusajs/framework/utils")

function onlyOne<T>([row]: readonly T[]): T {
  if (!row) throw new Error("nothing was created")
  return row
}

async function openChannel(container: MedusaContainer): Promise<string> {
  const input = { salesChannelsData: [{ name: "prove" }] }
  const { result } = await flows.createSalesChannelsWorkflow(container).run({ input })
  return onlyOne(result).id
}

/** Medusa makes random tokens only. */
async function openStorefront(container: MedusaContainer, channel: string) {
  const input = { api_keys: [{ title: "prove", type: "publishable" as const, created_by: "prove" }] }
  const { result } = await flows.createApiKeysWorkflow(container).run({ input })
  const { id } = onlyOne(result)
  await flows.linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id, add: [channel] } })
  const rows = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)("api_key")
  await rows.where({ id }).update({ token: PUBLISHABLE_KEY, redacted: PUBLISHABLE_KEY })
}

/** One thing that is never sold out and is not sent: what is judged is how it is paid. */
async function fillShelf(container: MedusaContainer, channel: string) {
  const variant = { title: "one", options: { size: "one" }, manage_inventory: false, prices: [] }
  const product = {
    title: TITLE,
    status: ProductStatus.PUBLISHED,
    sales_channels: [{ id: channel }],
    options: [{ title: "size", values: ["one"] }],
    variants: [variant],
  }
  await flows.createProductsWorkflow(container).run({ input: { products: [product] } })
}

async function addAdmin(container: MedusaContainer) {
  const asked = { url: "", headers: {}, query: {}, body: ADMIN, protocol: "http" }
  const { authIdentity, error } = await container.resolve(Modules.AUTH).register("emailpass", asked)
  if (!authIdentity) throw new Error(`The admin cannot be registered: ${error}`)
  const input = { authIdentityId: authIdentity.id, userData: { email: ADMIN.email } }
  await flows.createUserAccountWorkflow(container).run({ input })
}

/** What a shop has before anybody says how its buyers pay: region and prices follow the facts. */
export default async function seed({ container }: ExecArgs): Promise<void> {
  const channel = await openChannel(container)
  await openStorefront(container, channel)
  await fillShelf(container, channel)
  await addAdmin(container)
}
