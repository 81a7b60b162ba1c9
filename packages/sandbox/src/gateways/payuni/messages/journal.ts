import type { Payuni } from "../model/payuni.js"

/** Records the plaintext of a message in the trade's timeline, since the message itself shows only EncryptInfo. */
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
