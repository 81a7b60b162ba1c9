import { type CaptureMode, readCaptureMode } from "../../toolkit/capture-mode"
import type { ShopOptions } from "../../toolkit/contract/shop-options"
import { type Environment, hostFor } from "../../toolkit/environment"
import { type KeyPair, type KeyShape, readKeyPairs, refusePublishedKeys } from "../../toolkit/key-pair"
import { type CommonOptions, OptionReader, readEnvironment, readShopOptions } from "../../toolkit/options"
import { METHODS } from "./methods"

const TERMS = ["3", "6", "9", "12", "18", "24", "30"] as const

export type ShownMethod = Exclude<(typeof METHODS)[number]["id"], "all">

const SHOWN = METHODS.flatMap(({ id }) => (id === "all" ? [] : [id]))

export interface PayuniOptions extends CommonOptions {
  /** 商店代號, from PAYUNi's back office. */
  merId: string
  /** Hash Key of the shop, 32 characters. */
  hashKey: string
  /** Hash IV of the shop, 16 characters. */
  hashIv: string
  /** Keys before the last rotation; notices signed with them are still believed. */
  previousKeys?: { hashKey: string; hashIv: string }[]
  /** `"automatic"`: PAYUNi captures cards by itself (its default). `"manual"`: you capture in the admin. Default `"automatic"`. */
  capture?: "automatic" | "manual"
  /** Instalment terms offered by `payuni-installment`. Default 3, 6, 12. */
  installments?: ("3" | "6" | "9" | "12" | "18" | "24" | "30")[]
  /** Days in which an ATM account can be paid, 1 to 180. Default 3. */
  atmExpireDays?: number
  /** Days in which a store code can be paid, 1 to 7. Default 7. */
  cvsExpireDays?: number
  /** Banks of ATM accounts, by code, such as `["822", "004"]`. Default: all that PAYUNi offers. */
  atmBanks?: string[]
  /** Has cards and UnionPay always authenticated by 3-D. Default: PAYUNi's own rule. */
  force3d?: boolean
  /** Language of PAYUNi's pages. Default: the shopper's. */
  language?: "zh-tw" | "en"
  /** Methods shown on PAYUNi's own chooser (`payuni`). Default: those that are switched on in PAYUNi's back office. */
  shownMethods?: ShownMethod[]
}

export interface PayuniConfig {
  readonly shop: ShopOptions
  readonly environment: Environment
  readonly host: string
  readonly merId: string
  readonly keys: readonly [KeyPair, ...KeyPair[]]
  readonly capture: CaptureMode
  readonly installments: readonly string[]
  readonly lifetimes: { readonly atm: number; readonly cvs: number }
  readonly atmBanks: readonly string[]
  readonly force3d: boolean
  readonly language: "zh-tw" | "en" | undefined
  readonly shownMethods: readonly ShownMethod[]
}

const HOSTS = { production: "https://api.payuni.com.tw", stage: "https://sandbox-api.payuni.com.tw" }

/** Digests of the keys that PAYUNi's documents show (加密方式). */
const PUBLISHED = new Set(["e1b85b27d6bcb058", "7a51d064a1a216a6"])

const KEY_SHAPE: KeyShape = {
  hashKey: [/^[\x21-\x7e]{32}$/, "the Hash Key, 32 characters"],
  hashIv: [/^[\x21-\x7e]{16}$/, "the Hash IV, 16 characters"],
}

/** @throws PaymentError `config` naming every problem at once. */
export function readConfig(options: unknown): PayuniConfig {
  const reader = new OptionReader("PAYUNi", options)
  const environment = readEnvironment(reader)
  const config: PayuniConfig = {
    environment,
    shop: readShopOptions(reader, environment, METHODS),
    host: hostFor(environment, HOSTS),
    merId: reader.text("merId", /^[A-Za-z0-9_-]{1,20}$/, "PAYUNi's 商店代號"),
    keys: readKeyPairs(reader, KEY_SHAPE),
    capture: readCaptureMode(reader),
    installments: orElse(reader.list("installments", TERMS), ["3", "6", "12"]),
    lifetimes: {
      atm: reader.integer("atmExpireDays", 1, 180, "days") ?? 3,
      cvs: reader.integer("cvsExpireDays", 1, 7, "days") ?? 7,
    },
    atmBanks: readBanks(reader),
    force3d: reader.flag("force3d", false),
    language: readLanguage(reader),
    shownMethods: reader.list("shownMethods", SHOWN),
  }
  if (environment === "production") refusePublishedKeys(reader, config.keys, PUBLISHED)
  reader.finish()
  return config
}

function readBanks(reader: OptionReader): string[] {
  const banks = [reader.raw("atmBanks") ?? []].flat().map(String)
  if (!banks.every((bank) => /^\d{3}$/.test(bank))) reader.problem(`atmBanks must be a list such as ["822", "004"]`)
  return banks
}

const LANGUAGES = ["zh-tw", "en"] as const

function readLanguage(reader: OptionReader): PayuniConfig["language"] {
  return reader.raw("language") === undefined ? undefined : reader.choice("language", LANGUAGES, "zh-tw")
}

function orElse(list: readonly string[], otherwise: readonly string[]): readonly string[] {
  return list.length > 0 ? list : otherwise
}
