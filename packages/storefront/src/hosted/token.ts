import { PaymentsError } from "../errors.js"
import type { TokenAccess } from "./access.js"
import { phoneWallets } from "./phone-wallets.js"
import type { Price } from "./price.js"
import type { Sdk } from "./sdk.js"

/**
 * Asks the part of the script that the session names for a token, which is good for one charge within 90 seconds.
 *
 * @throws PaymentsError `no-token` with the script's own code
 */
export async function requestToken(sdk: Sdk, access: TokenAccess, price: Price): Promise<string> {
  const prepare = Object.hasOwn(phoneWallets, access.sdk) ? phoneWallets[access.sdk] : undefined
  await prepare?.(sdk[access.sdk], access, price)
  return await askForPrime(sdk[access.sdk])
}

function askForPrime(part: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!givesPrimes(part)) return reject(noToken("The script has no such way to pay."))
    part.getPrime((...told: unknown[]) => {
      const token = primeIn(told)
      if (token) resolve(token)
      else reject(noToken(...reasonIn(told)))
    })
  })
}

function givesPrimes(part: unknown): part is { getPrime(callback: (...told: unknown[]) => void): unknown } {
  return typeof part === "object" && part !== null && "getPrime" in part && typeof part.getPrime === "function"
}

/** Parts of the script call back with (result) or with (error, result); the result is the token, or holds it. */
function primeIn(told: readonly unknown[]): string | null {
  for (const one of told) {
    if (typeof one === "string" && one !== "") return one
    const { status, prime, card } = fieldsOf(one)
    const token = prime ?? fieldsOf(card).prime
    if (status === 0 && typeof token === "string" && token !== "") return token
  }
  return null
}

function reasonIn(told: readonly unknown[]): [message: string, code?: number] {
  const { status, msg } = fieldsOf(told.find((one) => typeof one === "object" && one !== null))
  const message = typeof msg === "string" && msg !== "" ? msg : "The script gave no token."
  return typeof status === "number" ? [message, status] : [message]
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {}
}

function noToken(message: string, code?: number): PaymentsError {
  return new PaymentsError("no-token", message, code === undefined ? {} : { code })
}
