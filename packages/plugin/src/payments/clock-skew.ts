import type { AccountClient } from "../toolkit/account-client"
import { environmentName } from "../toolkit/environment"
import { describeError } from "../toolkit/payment-error"
import { type PaymentContext, raiseAlarm } from "./context"
import { accountName, type MethodAccount } from "./method-account"

const TOLD_MS = 60_000

const told = new WeakSet<AccountClient>()

/**
 * Tells staff once when a gateway's clock and this server's are a minute or more apart: gateways refuse orders whose time is wrong,
 * and say so only in a code. What this server sends bears the gateway's time meanwhile. Never throws: what was asked stands.
 */
export async function tellClockSkew(context: PaymentContext, methodAccount: MethodAccount): Promise<void> {
  const { client, account, gateway } = methodAccount
  const isSandbox = environmentName(account.environment) === "sandbox"
  if (isSandbox || told.has(client) || Math.abs(client.steadySkewMs) < TOLD_MS) return
  told.add(client)
  const seconds = Math.round(Math.abs(client.steadySkewMs) / 1000)
  const isBehind = client.steadySkewMs > 0
  const [side, zhSide] = isBehind ? ["behind", "慢"] : ["ahead of", "快"]
  const detail = {
    en: `This server's clock is ${seconds} seconds ${side} that of ${gateway.name.en} (account ${account.merchant}). Set this server's clock by NTP; the gateway refuses orders whose time is wrong.`,
    "zh-TW": `伺服器時鐘比${gateway.name["zh-TW"]}（特店 ${account.merchant}）${zhSide} ${seconds} 秒。請以 NTP 校時；時間不符的訂單會被拒絕。`,
  }
  const subject = accountName(methodAccount)
  const about = { attempt_id: null, subject, amount: null, detail, order_id: null }
  await raiseAlarm(context, { kind: "clock_skew", ...about }).catch((error) => {
    told.delete(client)
    context.logger.warn(`Taiwan payments could not raise an alarm about the clock: ${describeError(error)}`)
  })
}
