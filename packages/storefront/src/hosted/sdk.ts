import { webAddress } from "../address.js"
import { PaymentsError } from "../errors.js"
import type { TokenAccess } from "./access.js"

/** TapPay's Web SDK as far as this kit calls it (docs.tappaysdk.com, Front-end). */
export interface Sdk {
  setupSDK(appId: number, appKey: string, serverType: "sandbox" | "production"): void
  readonly card: SdkCard
  /** The wallets, each under its own name. */
  readonly [part: string]: unknown
}

export interface SdkCard {
  setup(config: SdkCardConfig): void
  onUpdate(listener: (update: SdkCardUpdate) => void): void
  getPrime(callback: (result: unknown) => void): unknown
}

export interface SdkField {
  readonly element: HTMLElement
  readonly placeholder: string
}

export interface SdkCardConfig {
  readonly fields: { readonly number: SdkField; readonly expirationDate: SdkField; readonly ccv: SdkField }
  readonly styles: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Each status: 0 complete, 1 empty, 2 wrong, 3 being typed. */
export interface SdkCardUpdate {
  readonly cardType: string
  readonly status: { readonly number: number; readonly expiry: number; readonly ccv: number }
}

declare global {
  interface Window {
    TPDirect?: Sdk
  }
}

const patience = 20_000
const opened = new Map<string, Promise<Sdk>>()

/**
 * Loads the gateway's script once for a page and sets it up; after a failure the next call tries anew.
 *
 * @throws PaymentsError `unsafe-address`, `no-script`
 */
export function openSdk(access: TokenAccess): Promise<Sdk> {
  const { script, app_id, app_key, server_type } = access
  const key = JSON.stringify([script, app_id, app_key, server_type])
  const found = opened.get(key)
  if (found) return found
  const opening = load(script).then((sdk) => {
    sdk.setupSDK(app_id, app_key, server_type)
    return sdk
  })
  opened.set(key, opening)
  opening.catch(() => opened.delete(key))
  return opening
}

async function load(address: string): Promise<Sdk> {
  const src = webAddress(address)
  return new Promise((resolve, reject) => {
    const script = document.createElement("script")
    const fail = () => {
      clearTimeout(timer)
      script.remove()
      reject(new PaymentsError("no-script", "The gateway's script cannot be loaded."))
    }
    const timer = setTimeout(fail, patience)
    script.addEventListener("error", fail)
    script.addEventListener("load", () => {
      if (!window.TPDirect) return fail()
      clearTimeout(timer)
      resolve(window.TPDirect)
    })
    script.src = src
    document.head.append(script)
  })
}
