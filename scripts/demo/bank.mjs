import { openPage } from "@taiwan-payments/sandbox/shopper"

/**
 * The bank of the tutorial, twice: as a gateway of the toolkit, and as one plain class, which knows nothing of this package.
 * Its own page has two buttons.
 * @typedef {import("./medusa-api.mjs").Api} Api
 */

const gateway = "taixbank-card"
const plainClass = "Taiwan-Paid-Version"

/** @param {string} url */
async function payAtBank(url) {
  return (await openPage(url, { closeBefore: ({ url: next }) => !next.includes("/taixbank/") })).submit(
    "pay",
    {},
    "pay",
  )
}

/** @type {import("./methods.mjs").Methods} */
export const banks = {
  [gateway]: { pay: async (startUrl) => (await openPage(startUrl)).submit("pay", {}, "pay"), refund: 60 },
  [plainClass]: { pay: payAtBank, completes: true, refund: 60 },
}

/** The seed knows the six gateways; this is what a merchant does in the admin for one more. @param {Api} office */
export async function offerBanks(office) {
  const { regions } = await office.get("/admin/regions?fields=id,*payment_providers")
  for (const { id, payment_providers: offered } of regions) {
    const ids = offered.map((/** @type {{ id: string }} */ provider) => provider.id)
    const wanted = [gateway, plainClass].map((identifier) => `pp_${identifier}_main`)
    await office.post(`/admin/regions/${id}`, { payment_providers: [...new Set([...ids, ...wanted])] })
  }
}
