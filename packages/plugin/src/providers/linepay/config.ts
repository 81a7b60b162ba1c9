import { type CaptureMode, readCaptureMode } from "../../toolkit/capture-mode"
import type { ShopOptions } from "../../toolkit/contract/shop-options"
import { type Environment, hostFor } from "../../toolkit/environment"
import { type CommonOptions, OptionReader, readEnvironment, readShopOptions } from "../../toolkit/options"
import { METHODS } from "./methods"

export interface LinePayOptions extends CommonOptions {
  /** Channel ID from LINE Pay's merchant center. */
  channelId: string
  /** Channel Secret Key from the same page. */
  channelSecret: string
  /** `"manual"`: authorise first, capture in the admin; LINE Pay must have agreed to it. Default `"automatic"`. */
  capture?: "automatic" | "manual"
  /** Sent as `X-LINE-MerchantDeviceProfileId`. */
  deviceProfileId?: string
}

export interface LinePayConfig {
  readonly shop: ShopOptions
  readonly environment: Environment
  readonly host: string
  readonly channelId: string
  readonly channelSecret: string
  readonly capture: CaptureMode
  readonly deviceProfileId: string | undefined
}

const HOSTS = { production: "https://api-pay.line.me", stage: "https://sandbox-api-pay.line.me" }

/** @throws PaymentError `config` naming every problem at once. */
export function readConfig(options: unknown): LinePayConfig {
  const reader = new OptionReader("LINE Pay", options)
  const environment = readEnvironment(reader)
  const config: LinePayConfig = {
    environment,
    shop: readShopOptions(reader, environment, METHODS),
    host: hostFor(environment, HOSTS),
    channelId: reader.text("channelId", /^\d{6,20}$/, "LINE Pay's channel id, digits"),
    channelSecret: reader.text("channelSecret", /^[\x21-\x7e]{16,64}$/, "LINE Pay's channel secret key"),
    capture: readCaptureMode(reader),
    deviceProfileId: reader.optionalText("deviceProfileId", /^[\w-]{1,40}$/, "at most 40 letters, digits and hyphens"),
  }
  reader.finish()
  return config
}
