import { type JsonObject, numberAt, objectAt, objectsAt, textAt } from "../../../core/json-rules.js"
import { LinePayRefusal } from "../wire/codes.js"
import { money } from "../wire/money.js"
import type { Version } from "../wire/paths.js"
import type { Account } from "./accounts.js"
import type { Settings } from "./settings.js"

export interface Product {
  id: string
  name: string
  imageUrl: string
  quantity: number
  price: number
}

export interface Package {
  id: string
  name: string
  amount: number
  userFee: number
  products: Product[]
}

/** What a merchant asked to be paid. Amounts in the currency's units, whole for TWD. */
export interface Order {
  orderId: string
  amount: number
  currency: string
  productName: string
  packages: Package[]
  confirmUrl: string
  cancelUrl: string
  confirmUrlType: "CLIENT" | "SERVER" | "NONE"
  capture: boolean
  preapproved: boolean
  locale: string
}

/** An order from a body whose shape has been checked. */
export function readOrder(body: JsonObject): Order {
  const urls = objectAt(body, "redirectUrls")
  const options = objectAt(body, "options")
  const payment = objectAt(options, "payment")
  const packages = objectsAt(body, "packages").map(readPackage)
  return {
    orderId: textAt(body, "orderId"),
    amount: numberAt(body, "amount"),
    currency: textAt(body, "currency"),
    productName: packages[0]?.products[0]?.name ?? "",
    packages,
    confirmUrl: textAt(urls, "confirmUrl"),
    cancelUrl: textAt(urls, "cancelUrl"),
    confirmUrlType: confirmUrlType(textAt(urls, "confirmUrlType")),
    capture: payment.capture !== false,
    preapproved: payment.payType === "PREAPPROVED",
    locale: textAt(objectAt(options, "display"), "locale") || "en",
  }
}

function confirmUrlType(given: string): Order["confirmUrlType"] {
  return given === "SERVER" || given === "NONE" ? given : "CLIENT"
}

function readPackage(given: JsonObject): Package {
  return {
    id: textAt(given, "id"),
    name: textAt(given, "name"),
    amount: numberAt(given, "amount"),
    userFee: numberAt(given, "userFee"),
    products: objectsAt(given, "products").map((product) => ({
      id: textAt(product, "id"),
      name: textAt(product, "name"),
      imageUrl: textAt(product, "imageUrl"),
      quantity: numberAt(product, "quantity"),
      price: numberAt(product, "price"),
    })),
  }
}

/** Refuses an order that this merchant may not place. `shippingFee` is v3's. */
export function checkOrder(order: Order, account: Account, settings: Settings, version: Version, shippingFee: number) {
  checkUrls(order, settings)
  checkSum(order.amount, order.currency, account)
  for (const each of order.packages) for (const product of each.products) checkProduct(product, settings)
  if (!order.preapproved || settings.preapprovedSums) checkTotals(order, settings, version, shippingFee)
  if (!order.capture && !account.captureSeparation) throw new LinePayRefusal("2103", "[capture:false]")
  if (order.preapproved && !account.preapproved) throw new LinePayRefusal("1194")
}

function checkUrls({ confirmUrl, cancelUrl, confirmUrlType }: Order, settings: Settings): void {
  const urls = { confirmUrl, cancelUrl }
  for (const [name, url] of Object.entries(urls)) {
    if (url === "" && confirmUrlType === "NONE") continue
    const protocol = URL.canParse(url) ? new URL(url).protocol : ""
    const allowed = settings.httpsRule ? ["https:"] : ["https:", "http:"]
    if (!allowed.includes(protocol)) throw new LinePayRefusal("2101", `[redirectUrls.${name}]`)
  }
}

/** Currency, decimal places and limits, checked by every call with an amount. */
export function checkSum(amount: number, currency: string, account: Account): void {
  if (!account.currencies.includes(currency)) throw new LinePayRefusal("1178")
  const exact = currency === "TWD" ? Number.isInteger(amount) : money(amount) === amount
  if (!exact || amount < 0) throw new LinePayRefusal("1124")
  const [least, most] = account.limits
  if (amount < least) throw new LinePayRefusal("1183")
  if (amount > most) throw new LinePayRefusal("1184")
}

function checkProduct({ quantity, price }: Product, settings: Settings): void {
  const quantityFits = Number.isInteger(quantity) && quantity > 0
  const priceFits = price >= 0 || settings.negativePrices === "accepted"
  if (!quantityFits || !priceFits) throw new LinePayRefusal("2101", quantityFits ? "[price]" : "[quantity]")
}

/** v3's document includes userFee in the package in one place and adds it in another: both are accepted. */
function checkTotals(order: Order, { sumMismatchCode }: Settings, version: Version, shippingFee: number): void {
  let total = shippingFee
  let fees = 0
  for (const each of order.packages) {
    let products = 0
    for (const product of each.products) products += product.price * product.quantity
    const withFee = version === "v3" && money(products + each.userFee) === each.amount
    if (money(products) !== each.amount && !withFee) throw new LinePayRefusal(sumMismatchCode)
    total += each.amount
    fees += each.userFee
  }
  const sums = [money(total), money(total + fees)]
  if (!sums.includes(order.amount)) throw new LinePayRefusal(sumMismatchCode)
}
