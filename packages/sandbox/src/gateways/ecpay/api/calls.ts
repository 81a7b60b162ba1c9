import type { Context } from "hono"
import { MINUTE } from "../../../core/taipei.js"
import type { Account } from "../model/accounts.js"
import type { Ecpay } from "../model/ecpay.js"
import { type Fields, isSigned, readForm } from "../wire/codec.js"

const BLOCKED_MINUTES = 30
const TIMESTAMP_SECONDS = 180

/** A merchant's call. `signer` is the account whose keys must have signed it, or null if that is unknown. */
export interface Call {
  fields: Fields
  account: Account | null
  signer: Account | null
  /** Why it is refused: a bad signature or an old TimeStamp. Null for a valid call. */
  refusal: "10200073" | "10100050" | null
}

/** Reads a call, or returns the 403 for too many calls. */
export async function readCall(ecpay: Ecpay, context: Context, timed: boolean): Promise<Call | Response> {
  const fields = readForm(await context.req.text())
  if (isBlocked(ecpay, fields.MerchantID ?? "", context.req.path)) return forbidden()
  const account = ecpay.accounts.get(fields.MerchantID ?? "") ?? null
  const signer = signerOf(ecpay, fields, account)
  return { fields, account, signer, refusal: refusalOf(ecpay, fields, signer, timed) }
}

/** The platform named in the call, where it is one; else the merchant. */
function signerOf(ecpay: Ecpay, { PlatformID, MerchantID }: Fields, account: Account | null): Account | null {
  if (!PlatformID || PlatformID === MerchantID) return account
  const platform = ecpay.accounts.get(PlatformID)
  return platform?.platform ? platform : null
}

function refusalOf(ecpay: Ecpay, fields: Fields, signer: Account | null, timed: boolean): Call["refusal"] {
  if (!signer || !isSigned(fields, signer)) return "10200073"
  return timed && !isTimely(ecpay, fields.TimeStamp ?? "") ? "10100050" : null
}

/** Within three minutes of the sandbox's clock or of this machine's: not every client follows the sandbox's jumps. */
function isTimely(ecpay: Ecpay, timeStamp: string): boolean {
  const clocks = [Date.now(), ecpay.core.clock.now().getTime()].map((at) => at / 1000 + ecpay.settings.clockSkewSeconds)
  return (
    /^\d{1,11}$/.test(timeStamp) && clocks.some((clock) => Math.abs(clock - Number(timeStamp)) <= TIMESTAMP_SECONDS)
  )
}

function isBlocked(ecpay: Ecpay, merchantId: string, path: string): boolean {
  const now = ecpay.core.clock.now().getTime()
  const calls = ecpay.calls.get(merchantId) ?? { recent: [], blockedUntil: 0 }
  calls.recent = [...calls.recent.filter((at) => at > now - MINUTE), now]
  const forced = ecpay.core.faults.take(["throttle"], "ecpay", path) !== null
  const tooFast = forced || calls.recent.length > ecpay.settings.callsPerMinute
  if (tooFast && calls.blockedUntil <= now) calls.blockedUntil = now + BLOCKED_MINUTES * MINUTE
  ecpay.calls.set(merchantId, calls)
  return calls.blockedUntil > now
}

function forbidden(): Response {
  return new Response("403 Forbidden", { status: 403, headers: { "content-type": "text/html; charset=utf-8" } })
}
