import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { Redirect } from "../../toolkit/contract/start"
import type { Item, StartRequest } from "../../toolkit/contract/start-request"
import { linesThatAddUp } from "../../toolkit/order-lines"
import { vendorAddress } from "../../toolkit/payment-address"
import { tidyText } from "../../toolkit/text"
import { mustSucceed, post, read } from "./client"
import type { JkopayConfig } from "./config"
import { errors } from "./wire"

/** Where JKOPAY's own pages stand. */
const DOMAINS = ["jkopay.com", "jkopay.app", "jkos.com"]

/** Opens an order (Entry); its payment address lives for 20 minutes. */
export function* openOrder(config: JkopayConfig, request: StartRequest): Conversation<Redirect> {
  const { tradeNo, amount, urls } = request
  const body = {
    platform_order_id: tradeNo,
    store_id: config.storeId,
    currency: "TWD",
    total_price: amount,
    final_price: amount,
    unredeem: 0,
    ...(config.asksBeforeCharge ? { confirm_url: urls.preChargeCheck } : {}),
    result_url: urls.notify,
    result_display_url: urls.return,
    ...productsOf(request),
  }
  const { object } = mustSucceed(yield* ask(post(config, "entry", body), read))
  const url = vendorAddress(object.payment_url, config.environment, [new URL(config.host).hostname, ...DOMAINS])
  if (url !== null) return { url }
  throw errors.unreadable("JKOPAY gave no payment address.")
}

/** Lines in whole dollars a piece that add up to the price, or none: they are only shown to the buyer. */
function productsOf(request: StartRequest): Record<string, unknown> {
  const lines = linesThatAddUp(request) ?? []
  const areWhole = lines.every(({ total, quantity }) => Number.isInteger(total / quantity))
  return areWhole && lines.length > 0 ? { products: lines.map(productOf) } : {}
}

function productOf({ title, quantity, total }: Item): Record<string, unknown> {
  const price = total / quantity
  return {
    name: tidyText(title.slice(0, 60)),
    img: "",
    unit_count: quantity,
    unit_price: price,
    unit_final_price: price,
  }
}
