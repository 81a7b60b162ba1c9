import { type CaptureMode, readCaptureMode } from "../../toolkit/capture-mode"
import type { ShopOptions } from "../../toolkit/contract/shop-options"
import { type Environment, hostFor } from "../../toolkit/environment"
import { type KeyPair, type KeyShape, readKeyPairs, refusePublishedKeys } from "../../toolkit/key-pair"
import { type CommonOptions, OptionReader, readEnvironment, readShopOptions } from "../../toolkit/options"
import { METHODS, type MethodId } from "./methods"

const TERMS = ["3", "6", "8", "12", "18", "24", "30"] as const

const LANGUAGES = ["zh-tw", "en", "jp"] as const

const BANKS = ["BOT", "HNCB", "KGI"] as const

export type ShownMethod = Exclude<MethodId, "all">

const SHOWN = METHODS.flatMap(({ id }) => (id === "all" ? [] : [id]))

export interface NewebpayOptions extends CommonOptions {
  /** 商店代號, such as `MS1234567890`. */
  merchantId: string
  /** HashKey of the shop, 32 characters. */
  hashKey: string
  /** HashIV of the shop, 16 characters. */
  hashIv: string
  /** Keys before the last rotation; notices signed with them are still believed. */
  previousKeys?: { hashKey: string; hashIv: string }[]
  /** As the portal's 自動請款 has it. `"automatic"`: NewebPay closes cards by itself. `"manual"`: you capture in the admin. Default `"automatic"`. */
  capture?: "automatic" | "manual"
  /** Format of NewebPay's notices; both are understood at any time. Default `"JSON"`. */
  respondType?: "JSON" | "String"
  /** Instalment terms offered by `newebpay-installment`. Default 3, 6, 12. */
  installments?: ("3" | "6" | "8" | "12" | "18" | "24" | "30")[]
  /** Days in which a number (ATM, store code, barcode) can be paid, 1 to 180. Default 7. */
  expireDays?: number
  /** Seconds after which NewebPay's page gives up, 60 to 900. Default: never. */
  pageSeconds?: number
  /** Banks of ATM accounts and WebATM, such as `["BOT", "HNCB"]`. Default: all that the portal has. */
  atmBanks?: ("BOT" | "HNCB" | "KGI")[]
  /** Who pays the fee of `newebpay-oppay` 大哥付你分期. Default `"buyer"`. */
  oppayFee?: "buyer" | "shop"
  /** Has every card authenticated by 3-D. Default: NewebPay's own rule. */
  force3d?: boolean
  /** Language of NewebPay's pages. Default: the shopper's. */
  language?: "zh-tw" | "en" | "jp"
  /** Methods shown on NewebPay's own chooser (`newebpay`). Default: those that are switched on in the portal. */
  shownMethods?: ShownMethod[]
}

export interface NewebpayConfig {
  readonly shop: ShopOptions
  readonly environment: Environment
  readonly host: string
  readonly merchantId: string
  readonly keys: readonly [KeyPair, ...KeyPair[]]
  readonly capture: CaptureMode
  readonly respondType: "JSON" | "String"
  readonly installments: readonly string[]
  readonly expireDays: number
  readonly pageSeconds: number | undefined
  readonly atmBanks: readonly string[]
  readonly oppayFee: "buyer" | "shop"
  readonly force3d: boolean
  readonly language: (typeof LANGUAGES)[number] | undefined
  readonly shownMethods: readonly ShownMethod[]
}

const HOSTS = { production: "https://core.newebpay.com", stage: "https://ccore.newebpay.com" }

/** Digests of the keys and the shops that NewebPay's manuals show (NDNF, NDNP). */
const PUBLISHED = new Set([
  "9d98d3149cdf1865",
  "32b3c7af0a8954f1",
  "bcbc4f4a0ec68285",
  "46a1371a30c11c45",
  "e1b85b27d6bcb058",
  "7a51d064a1a216a6",
  "e087a3eda17bb9e9",
  "b454eb5628603302",
])

const KEY_SHAPE: KeyShape = {
  hashKey: [/^[\x21-\x7e]{32}$/, "the HashKey, 32 characters"],
  hashIv: [/^[\x21-\x7e]{16}$/, "the HashIV, 16 characters"],
}

/** NewebPay takes addresses of at most 200 characters, and our routes with their ids need the rest. */
const LONGEST_BACKEND_URL = 100

/** @throws PaymentError `config` naming every problem at once. */
export function readConfig(options: unknown): NewebpayConfig {
  const reader = new OptionReader("NewebPay", options)
  const environment = readEnvironment(reader)
  const config: NewebpayConfig = {
    environment,
    shop: readShopOptions(reader, environment, METHODS),
    host: hostFor(environment, HOSTS),
    merchantId: reader.text("merchantId", /^[A-Za-z0-9]{5,15}$/, "NewebPay's 商店代號, letters and digits"),
    keys: readKeyPairs(reader, KEY_SHAPE),
    capture: readCaptureMode(reader),
    respondType: reader.choice("respondType", ["JSON", "String"], "JSON"),
    installments: orElse(reader.list("installments", TERMS), ["3", "6", "12"]),
    expireDays: reader.integer("expireDays", 1, 180, "days") ?? 7,
    pageSeconds: reader.integer("pageSeconds", 60, 900, "seconds"),
    atmBanks: reader.list("atmBanks", BANKS),
    oppayFee: reader.choice("oppayFee", ["buyer", "shop"], "buyer"),
    force3d: reader.flag("force3d", false),
    language: reader.raw("language") === undefined ? undefined : reader.choice("language", LANGUAGES, "zh-tw"),
    shownMethods: reader.list("shownMethods", SHOWN),
  }
  checkTogether(reader, config)
  reader.finish()
  return config
}

function orElse(list: readonly string[], otherwise: readonly string[]): readonly string[] {
  return list.length > 0 ? list : otherwise
}

function checkTogether(reader: OptionReader, { environment, merchantId, keys, shop }: NewebpayConfig): void {
  if (environment === "production") {
    reader.refusePublished("merchantId", merchantId, PUBLISHED)
    refusePublishedKeys(reader, keys, PUBLISHED)
  }
  if (shop.backendUrl.length > LONGEST_BACKEND_URL)
    reader.problem(`backendUrl must have at most ${LONGEST_BACKEND_URL} characters: NewebPay takes addresses of 200`)
}
