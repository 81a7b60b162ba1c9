import type { Account } from "../model/accounts.js"
import type { Payuni } from "../model/payuni.js"
import { type Fields, isHashed, readQuery, unseal } from "../wire/codec.js"
import { PayuniRefusal } from "../wire/codes.js"
import type { Endpoint } from "../wire/paths.js"

/** A shop's envelope, verified and decrypted. */
export interface Opened {
  account: Account
  version: string
  encryptInfo: string
  inner: Fields
}

const HEX = /^([0-9a-f]{2})+$/i
const DIGEST = /^[0-9A-F]{64}$/

/** @throws PayuniRefusal API… or DEF…, before anything inside is trusted */
export function openEnvelope(payuni: Payuni, endpoint: Endpoint, envelope: Fields): Opened {
  const { MerID = "", Version = "", EncryptInfo = "", HashInfo = "", IsPlatForm } = envelope
  checkShape(endpoint, envelope)
  if (IsPlatForm === "1") throw new PayuniRefusal("DEF01003")
  const account = payuni.accounts.get(MerID)
  if (!account) throw new PayuniRefusal("DEF01005")
  if (!isHashed({ EncryptInfo, HashInfo }, account)) throw new PayuniRefusal("DEF01007")
  const text = unseal(EncryptInfo, account)
  if (text === null) throw new PayuniRefusal("DEF01002")
  return { account, version: Version, encryptInfo: EncryptInfo, inner: readQuery(text) }
}

function checkShape({ versions }: Endpoint, { MerID, Version, EncryptInfo, HashInfo }: Fields): void {
  if (!Version) throw new PayuniRefusal("API00002")
  if (!versions.includes(Version)) throw new PayuniRefusal("API00003")
  if (!MerID) throw new PayuniRefusal("DEF01001")
  if (!EncryptInfo) throw new PayuniRefusal("API00004")
  if (!HashInfo) throw new PayuniRefusal("API00005")
  if (!HEX.test(EncryptInfo)) throw new PayuniRefusal("API00010")
  if (!DIGEST.test(HashInfo)) throw new PayuniRefusal("API00011")
}

/** Checked against the sandbox's clock and this machine's: not every client follows the sandbox's jumps. */
export function isTimely({ core, settings }: Payuni, timestamp: string): boolean {
  const clocks = [Date.now(), core.clock.now().getTime()]
  return clocks.some((at) => Math.abs(at / 1000 - Number(timestamp)) <= settings.timestampSeconds)
}

/** 時間戳記: codes for a missing, malformed and old one. */
export function checkTimestamp(payuni: Payuni, { Timestamp = "" }: Fields, codes: readonly string[]): void {
  const [missing = "", odd = "", old = ""] = codes
  if (Timestamp === "") throw new PayuniRefusal(missing)
  if (!/^\d{1,11}$/.test(Timestamp)) throw new PayuniRefusal(odd)
  if (!isTimely(payuni, Timestamp)) throw new PayuniRefusal(old)
}
