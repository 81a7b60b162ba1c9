import { readCaptureMode } from "../../toolkit/capture-mode"
import type { CaptureMode } from "../../toolkit/contract/capture-mode"
import type { ShopOptions } from "../../toolkit/contract/shop-options"
import { type Environment, hostFor } from "../../toolkit/environment"
import { type KeyPair, type KeyShape, readKeyPairs, refusePublishedKeys } from "../../toolkit/key-pair"
import { type CommonOptions, isRecord, OptionReader, readEnvironment, readShopOptions } from "../../toolkit/options"
import { METHODS } from "./methods"

export interface EcpayOptions extends CommonOptions {
  /** 特店編號, 7 to 10 digits. */
  merchantId: string
  /** HashKey of the account. */
  hashKey: string
  /** HashIV of the account. */
  hashIv: string
  /** Keys before the last rotation; notices signed with them are still believed. */
  previousKeys?: { hashKey: string; hashIv: string }[]
  /** 商家檢查碼 of card acquiring; refunds, releases and captures of cards need it. */
  creditCheckCode?: string
  /** `"automatic"`: ECPay closes every night at 20:15 (its default). `"manual"`: you capture in the admin. Default `"automatic"`. */
  capture?: "automatic" | "manual"
  /** 特約合作平台商代號; sign with the platform's keys then. */
  platformId?: string
  /** 特店旗下店舖代號. */
  storeId?: string
  /** Instalment periods offered by `ecpay-installment`. Default 3, 6, 12. */
  installments?: ("3" | "6" | "12" | "18" | "24" | "30N")[]
  /** Days in which an ATM account can be paid, 1 to 60. Default 3. */
  atmExpireDays?: number
  /** Minutes in which a store code can be paid, 1 to 43200. Default 10080 (7 days). */
  cvsExpireMinutes?: number
  /** Days in which a barcode can be paid, 1 to 30. Default 7. */
  barcodeExpireDays?: number
  /** Language of ECPay's pages. Default: the shopper's. */
  language?: "CHT" | "ENG" | "KOR" | "JPN" | "CHI"
  /** Bank or store chain that is chosen for the buyer, such as `{ atm: "CATHAY", cvs: "FAMILY" }`. */
  subPayments?: { atm?: string; webatm?: string; cvs?: string; bnpl?: string }
  /**
   * Fetches the payouts of cards each day. ECPay answers only addresses that its back office names (系統介接設定 → 介接設定), and has
   * no such API on its stage. Default `false`.
   */
  fetchPayouts?: boolean
  /** Methods hidden from ECPay's own chooser (`ecpay`). */
  hiddenMethods?: ("Credit" | "WebATM" | "ATM" | "CVS" | "BARCODE" | "ApplePay" | "TWQR" | "BNPL" | "WeiXin")[]
}

export interface EcpayConfig {
  readonly shop: ShopOptions
  readonly environment: Environment
  readonly merchantId: string
  readonly keys: readonly [KeyPair, ...KeyPair[]]
  readonly creditCheckCode: string | undefined
  readonly capture: CaptureMode
  readonly paymentHost: string
  /** Fields that every order carries, whatever the method. */
  readonly orderFields: Readonly<Record<string, string>>
  readonly installments: readonly string[]
  readonly lifetimes: { readonly atm: string; readonly cvs: string; readonly barcode: string }
  readonly subPayments: Readonly<Record<string, string>>
  readonly fetchPayouts: boolean
  readonly hiddenMethods: readonly string[]
}

const HOSTS = { production: "https://payment.ecpay.com.tw", stage: "https://payment-stage.ecpay.com.tw" }

/** First 16 hexadecimal digits of the SHA-256 of every credential that ECPay has published for tests (介接資訊). */
const PUBLISHED = new Set([
  "4e9feecd768a6e2a",
  "ea88b19e979ddd68",
  "71c456d500203fda",
  "bcb215d86174c823",
  "5c1a8713416f2436",
  "6a1293689ed9476a",
  "9aa60642b9bff21e",
  "02bbb8ea3c0adeb9",
  "3ffb755737a20b80",
  "9750e0ee0fb6db14",
  "d56315faf6b55ad7",
  "44cbabec1601f2b9",
  "09b3167f9cff9195",
])

const KEY_SHAPE: KeyShape = {
  hashKey: [/^[A-Za-z0-9]{16}$/, "the HashKey, 16 letters and digits"],
  hashIv: [/^[A-Za-z0-9]{16}$/, "the HashIV, 16 letters and digits"],
}

const SUB_PAYMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["atm", ["BOT", "CHINATRUST", "FIRST", "LAND", "CATHAY", "PANHSIN", "KGI", "TAISHIN", "ESUN", "FUBON"]],
  ["webatm", ["BOT", "CHINATRUST", "FIRST", "LAND"]],
  ["cvs", ["CVS", "OK", "FAMILY", "HILIFE", "IBON"]],
  ["bnpl", ["URICH", "ZINGALA"]],
])

/** ECPay takes addresses of at most 200 characters, and our routes with their ids need the rest. */
const LONGEST_BACKEND_URL = 100

/** @throws PaymentError `config` naming every problem at once. */
export function readConfig(options: unknown): EcpayConfig {
  const reader = new OptionReader("ECPay", options)
  const environment = readEnvironment(reader)
  const config: EcpayConfig = {
    environment,
    shop: readShopOptions(reader, environment, METHODS),
    merchantId: reader.text("merchantId", /^\d{7,10}$/, "ECPay's 特店編號, 7 to 10 digits"),
    keys: readKeyPairs(reader, KEY_SHAPE),
    creditCheckCode: reader.optionalText("creditCheckCode", /^\d{1,10}$/, "the 商家檢查碼, digits"),
    capture: readCaptureMode(reader),
    paymentHost: hostFor(environment, HOSTS),
    orderFields: readOrderFields(reader),
    installments: readInstallments(reader),
    lifetimes: readLifetimes(reader),
    subPayments: readSubPayments(reader),
    fetchPayouts: reader.flag("fetchPayouts", false),
    hiddenMethods: reader.list("hiddenMethods", [
      "Credit",
      "WebATM",
      "ATM",
      "CVS",
      "BARCODE",
      "ApplePay",
      "TWQR",
      "BNPL",
      "WeiXin",
    ]),
  }
  checkTogether(reader, config)
  reader.finish()
  return config
}

function readOrderFields(reader: OptionReader): Record<string, string> {
  const fields = {
    PlatformID: reader.optionalText("platformId", /^\d{7,10}$/, "a platform's 特店編號"),
    StoreID: reader.optionalText("storeId", /^[A-Za-z0-9]{1,10}$/, "at most 10 letters and digits"),
    Language: reader.optionalText("language", /^(CHT|ENG|KOR|JPN|CHI)$/, "CHT, ENG, KOR, JPN or CHI"),
  }
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function readInstallments(reader: OptionReader): string[] {
  const periods = reader.list("installments", ["3", "6", "12", "18", "24", "30N"])
  return periods.length > 0 ? periods : ["3", "6", "12"]
}

function readLifetimes(reader: OptionReader): EcpayConfig["lifetimes"] {
  return {
    atm: String(reader.integer("atmExpireDays", 1, 60, "days") ?? 3),
    cvs: String(reader.integer("cvsExpireMinutes", 1, 43_200, "minutes") ?? 10_080),
    barcode: String(reader.integer("barcodeExpireDays", 1, 30, "days") ?? 7),
  }
}

function readSubPayments(reader: OptionReader): Record<string, string> {
  const value = reader.raw("subPayments") ?? {}
  const entries = isRecord(value)
    ? Object.entries(value).filter(([, sub]) => sub !== undefined)
    : [["subPayments", "?"]]
  if (isRecord(value)) reader.refuseOthers("subPayments.", value, [...SUB_PAYMENTS.keys()])
  const known = entries.filter(([method, sub]) => SUB_PAYMENTS.get(String(method))?.includes(String(sub)))
  if (known.length !== entries.length) reader.problem(`subPayments must be like { atm: "CATHAY", cvs: "FAMILY" }`)
  return Object.fromEntries(known.map(([method, sub]) => [String(method), String(sub)]))
}

function checkTogether(reader: OptionReader, config: EcpayConfig): void {
  if (config.environment === "production") {
    reader.refusePublished("merchantId", config.merchantId, PUBLISHED)
    refusePublishedKeys(reader, config.keys, PUBLISHED)
  }
  if (config.capture === "manual" && config.creditCheckCode === undefined) {
    reader.problem(`capture "manual" needs creditCheckCode`)
  }
  if (config.shop.backendUrl.length > LONGEST_BACKEND_URL)
    reader.problem(`backendUrl must have at most ${LONGEST_BACKEND_URL} characters: ECPay takes addresses of 200`)
}
