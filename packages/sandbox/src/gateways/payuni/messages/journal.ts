import type { Payuni } from "../model/payuni.js"

/** Writes what was sealed into a trade's timeline, where the message itself shows only EncryptInfo. */
export function journalPlaintext(
  { core }: Payuni,
  tradeNo: string | null,
  what: string,
  sent: string,
  answered = "",
): void {
  const at = core.clock.now()
  const endpoint = `${what}, opened`
  core.journal.record({
    at,
    gateway: "payuni",
    subject: tradeNo,
    direction: "note",
    endpoint,
    sent,
    answered,
    status: null,
  })
}
