import type { ShopOptions } from "../../toolkit/contract/shop-options"
import { type Environment, hostFor } from "../../toolkit/environment"
import { type CommonOptions, OptionReader, readEnvironment, readShopOptions } from "../../toolkit/options"
import { METHODS } from "./methods"

export interface JkopayOptions extends CommonOptions {
  /** API Key that JKOPAY handed out with the contract. */
  apiKey: string
  /** Secret Key that JKOPAY handed out with the contract. */
  secretKey: string
  /** Store ID, a UUID; it differs between test and production. */
  storeId: string
  /** JKOPAY's host, where the contract names another one than the usual: `https://onlinepay.jkopay.com`. */
  host?: string
  /** Lets JKOPAY ask this shop, before it takes the money, whether the order is still wanted. Default `true`. */
  askBeforeCharge?: boolean
}

export interface JkopayConfig {
  readonly shop: ShopOptions
  readonly environment: Environment
  readonly host: string
  readonly apiKey: string
  readonly secretKey: string
  readonly storeId: string
  readonly asksBeforeCharge: boolean
}

const HOSTS = { production: "https://onlinepay.jkopay.com", stage: "https://uat-onlinepay.jkopay.app" }

/** Digests of the keys that JKOPAY's document shows (簽章規則). */
const PUBLISHED = new Set(["e534fc2a6bd8d418", "7b44473e1420af40"])

/** @throws PaymentError `config` naming every problem at once. */
export function readConfig(options: unknown): JkopayConfig {
  const reader = new OptionReader("JKOPAY", options)
  const environment = readEnvironment(reader)
  const own = reader.optionalText("host", /^https:\/\/[\w.-]+$/, "an address such as https://onlinepay.jkopay.com")
  const config: JkopayConfig = {
    environment,
    shop: readShopOptions(reader, environment, METHODS),
    host: typeof environment === "string" && own ? own : hostFor(environment, HOSTS),
    apiKey: reader.text("apiKey", /^[\x21-\x7e]{6,200}$/, "the API Key"),
    secretKey: reader.text("secretKey", /^[\x21-\x7e]{6,200}$/, "the Secret Key"),
    storeId: reader.text("storeId", /^[\w-]{1,36}$/, "the Store ID, at most 36 characters"),
    asksBeforeCharge: reader.flag("askBeforeCharge", true),
  }
  if (environment === "production") reader.refusePublished("secretKey", config.secretKey, PUBLISHED)
  refuseOthersHost(reader, environment, own)
  reader.finish()
  return config
}

/** Money of the test environment is none, and that of production is somebody's. */
function refuseOthersHost(reader: OptionReader, environment: Environment, own: string | undefined): void {
  if (!own || typeof environment !== "string") return
  const other = environment === "production" ? "stage" : "production"
  if (hostnameOf(own) === hostnameOf(HOSTS[other]))
    reader.problem(`host is that of ${other}, environment ${environment}`)
}

function hostnameOf(address: string): string {
  return new URL(address).hostname.replace(/\.$/, "")
}
