import type { MedusaContainer } from "@medusajs/framework/types"
import { PayoutReader } from "../../modules/ledger/payouts/payout-reader"
import type { AccountKey } from "../../modules/ledger/records"
import { taipeiDay } from "../../toolkit/taipei-time"
import { contextOf } from "../context"
import { hold } from "../exchanges"
import { accountKey, accountName, type MethodAccount, momentOf } from "../method-account"
import { importStatement } from "./import-statement"

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Of a server that was down, or an account that was not allowed to ask. */
const DAYS_BACK = 14
/** A day is whole on the next one in the afternoon, when the banks' files are in. */
const WHOLE_AFTER_MS = 15 * HOUR_MS

/** Days that a gateway did not answer, and when each is asked about again; of this process. */
const putOff = new Map<string, number>()

/**
 * Fetches the earliest day that was not fetched yet; one at a time, since gateways answer such questions seldom. A day that failed
 * waits for an hour.
 */
export async function fetchDue(container: MedusaContainer, methodAccount: MethodAccount): Promise<void> {
  const ofDay = methodAccount.account.statement?.ofDay
  if (!ofDay) return
  const account = accountKey(methodAccount.account)
  const moment = await momentOf(methodAccount)
  const name = (day: string) => `${accountName(methodAccount)} ${day}`
  const isPutOff = (day: string) => (putOff.get(name(day)) ?? 0) > Date.now()
  const day = (await daysWanted(container, account, moment.now)).find((each) => !isPutOff(each))
  if (!day || !methodAccount.client.tryAcquire(false)) return
  putOff.set(name(day), Date.now() + HOUR_MS)
  const text = await hold(contextOf(container), methodAccount, null, ofDay(day, moment))
  await importStatement(container, {
    ...{ account, name: day, source: "api", actor: null },
    ...{ first_on: day, last_on: day, paidOutOn: day, bytes: asPieces(text) },
  })
}

async function daysWanted(container: MedusaContainer, account: AccountKey, now: Date): Promise<string[]> {
  const last = now.getTime() - WHOLE_AFTER_MS
  const days = Array.from({ length: DAYS_BACK }, (_, back) => taipeiDay(new Date(last - (DAYS_BACK - back) * DAY_MS)))
  const fetched = await new PayoutReader(contextOf(container).db).fetchedDays(account, days)
  return days.filter((day) => !fetched.includes(day))
}

async function* asPieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, "utf8")
}
