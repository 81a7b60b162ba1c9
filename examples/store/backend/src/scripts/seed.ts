import type { ExecArgs, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules, ProductStatus } from "@medusajs/framework/utils"
import {
  createApiKeysWorkflow,
  createInventoryLevelsWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createUserAccountWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"
import { catalogue, type Drink } from "./catalogue"

/** For development only: a shop in production makes its own in the admin. */
const publishableKey = "pk_alley_tea_house"
const admin = { email: "admin@example.com", password: "alley-tea-house" }

/** Medusa's own, which asks nobody for money. */
const takesNoMoney = "pp_system_default"

/** The methods of the gateways that are configured. */
async function paymentProviders(container: MedusaContainer) {
  const found = await container.resolve(Modules.PAYMENT).listPaymentProviders({ is_enabled: true }, { take: null })
  return found.map(({ id }) => id).filter((id) => id !== takesNoMoney)
}

const deliveries = [
  { name: "宅配到府", code: "home", description: "Home delivery", amount: 60 },
  { name: "門市自取", code: "pickup", description: "Pick up at the shop", amount: 0 },
]

type Place = { salesChannelId: string; stockLocationId: string; shippingProfileId: string }

async function openChannel(container: MedusaContainer) {
  const { result } = await createSalesChannelsWorkflow(container).run({
    input: { salesChannelsData: [{ name: "巷口茶室網路商店" }] },
  })
  return onlyOne(result).id
}

async function openLocation(container: MedusaContainer, salesChannelId: string) {
  const address = { address_1: "永康街 31 巷 1 號", city: "臺北市", country_code: "tw" }
  const { result } = await createStockLocationsWorkflow(container).run({
    input: { locations: [{ name: "永康店", address }] },
  })
  const { id } = onlyOne(result)
  await linkSalesChannelsToStockLocationWorkflow(container).run({ input: { id, add: [salesChannelId] } })
  return id
}

async function openDelivery(container: MedusaContainer, stockLocationId: string) {
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  const location = { [Modules.STOCK_LOCATION]: { stock_location_id: stockLocationId } }
  await link.create({ ...location, [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" } })
  const set = await container.resolve(Modules.FULFILLMENT).createFulfillmentSets({
    name: "台灣",
    type: "shipping",
    service_zones: [{ name: "台灣", geo_zones: [{ type: "country", country_code: "tw" }] }],
  })
  await link.create({ ...location, [Modules.FULFILLMENT]: { fulfillment_set_id: set.id } })
  const { result } = await createShippingProfilesWorkflow(container).run({
    input: { data: [{ name: "一般", type: "default" }] },
  })
  const shippingProfileId = onlyOne(result).id
  await createShippingOptionsWorkflow(container).run({
    input: deliveries.map(({ name, code, description, amount }) => ({
      name,
      price_type: "flat" as const,
      provider_id: "manual_manual",
      service_zone_id: onlyOne(set.service_zones).id,
      shipping_profile_id: shippingProfileId,
      type: { label: name, code, description },
      prices: [{ currency_code: "twd", amount }],
      rules: [{ attribute: "enabled_in_store", operator: "eq" as const, value: "true" }],
    })),
  })
  return shippingProfileId
}

async function openRegion(container: MedusaContainer) {
  await createRegionsWorkflow(container).run({
    input: {
      regions: [
        {
          name: "Taiwan",
          currency_code: "twd",
          countries: ["tw"],
          automatic_taxes: false,
          payment_providers: await paymentProviders(container),
        },
      ],
    },
  })
}

async function nameStore(container: MedusaContainer, salesChannelId: string) {
  const update = {
    name: "巷口茶室",
    supported_currencies: [{ currency_code: "twd", is_default: true }],
    default_sales_channel_id: salesChannelId,
  }
  await updateStoresWorkflow(container).run({ input: { selector: {}, update } })
}

/** The key's token is fixed afterwards, since Medusa only makes random ones. */
async function openStorefront(container: MedusaContainer, salesChannelId: string) {
  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: "Storefront", type: "publishable", created_by: "seed" }] },
  })
  const { id } = onlyOne(result)
  await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id, add: [salesChannelId] } })
  await container
    .resolve(ContainerRegistrationKeys.PG_CONNECTION)("api_key")
    .where({ id })
    .update({ token: publishableKey, redacted: publishableKey })
}

function product(drink: Drink, { salesChannelId, shippingProfileId }: Place) {
  const image = `/images/${drink.handle}.svg`
  return {
    handle: drink.handle,
    title: drink.title,
    subtitle: drink.titleEn,
    description: drink.description,
    status: ProductStatus.PUBLISHED,
    thumbnail: image,
    images: [{ url: image }],
    metadata: { title_en: drink.titleEn, description_en: drink.descriptionEn },
    shipping_profile_id: shippingProfileId,
    sales_channels: [{ id: salesChannelId }],
    options: [{ title: drink.option, values: Object.keys(drink.prices) }],
    variants: Object.entries(drink.prices).map(([value, amount], index) => ({
      title: value,
      sku: `${drink.handle}-${index + 1}`,
      options: { [drink.option]: value },
      manage_inventory: true,
      prices: [{ currency_code: "twd", amount }],
    })),
  }
}

async function fillShelves(container: MedusaContainer, place: Place) {
  await createProductsWorkflow(container).run({
    input: { products: catalogue.map((drink) => product(drink, place)) },
  })
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: items } = await query.graph({ entity: "inventory_item", fields: ["id"] })
  await createInventoryLevelsWorkflow(container).run({
    input: {
      inventory_levels: items.map(({ id }) => ({
        inventory_item_id: id,
        location_id: place.stockLocationId,
        stocked_quantity: 100_000,
      })),
    },
  })
}

async function addAdmin(container: MedusaContainer) {
  const { authIdentity, error } = await container
    .resolve(Modules.AUTH)
    .register("emailpass", { url: "", headers: {}, query: {}, body: admin, protocol: "http" })
  if (!authIdentity) throw new Error(`The admin cannot be registered: ${error}`)
  await createUserAccountWorkflow(container).run({
    input: { authIdentityId: authIdentity.id, userData: { email: admin.email } },
  })
}

function onlyOne<T>(rows: T[]): T {
  const [row] = rows
  if (!row) throw new Error("nothing was created")
  return row
}

/** Fills an empty database with the shop; leaves one that has the region alone. */
export default async function seed({ container }: ExecArgs) {
  const regions = await container.resolve(Modules.REGION).listRegions({ name: "Taiwan" })
  if (regions.length > 0) return
  const salesChannelId = await openChannel(container)
  const stockLocationId = await openLocation(container, salesChannelId)
  const shippingProfileId = await openDelivery(container, stockLocationId)
  await nameStore(container, salesChannelId)
  await openStorefront(container, salesChannelId)
  await fillShelves(container, { salesChannelId, stockLocationId, shippingProfileId })
  await addAdmin(container)
  // Last, since it marks the shop as filled.
  await openRegion(container)
}
