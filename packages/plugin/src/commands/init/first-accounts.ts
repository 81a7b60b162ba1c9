/** An option of a gateway: its name, the environment variable that holds it, and what the sandbox's account has there. */
export type FirstOption = readonly [option: string, variable: string, testValue: string]

/**
 * What a first try at each gateway needs, against the sandbox. ECPay's and TapPay's are the vendors' published test accounts, NewebPay's
 * and JKOPAY's stand in their documents as examples; PAYUNi and LINE Pay publish none, so theirs are made up.
 */
export const FIRST_ACCOUNTS: Readonly<Record<string, readonly FirstOption[]>> = {
  ecpay: [
    ["merchantId", "ECPAY_MERCHANT_ID", "3002607"],
    ["hashKey", "ECPAY_HASH_KEY", "pwFHCqoQZGmho4w6"],
    ["hashIv", "ECPAY_HASH_IV", "EkRm7iFT261dpevs"],
    ["creditCheckCode", "ECPAY_CREDIT_CHECK_CODE", "59997889"],
  ],
  newebpay: [
    ["merchantId", "NEWEBPAY_MERCHANT_ID", "MS127874575"],
    ["hashKey", "NEWEBPAY_HASH_KEY", "Fs5cX1TGqYM2PpdbE14a9H83YQSQF5jn"],
    ["hashIv", "NEWEBPAY_HASH_IV", "C6AcmfqJILwgnhIP"],
  ],
  payuni: [
    ["merId", "PAYUNI_MER_ID", "S01234567"],
    ["hashKey", "PAYUNI_HASH_KEY", "12345678901234567890123456789012"],
    ["hashIv", "PAYUNI_HASH_IV", "1234567890123456"],
  ],
  tappay: [
    ["partnerKey", "TAPPAY_PARTNER_KEY", "partner_6ID1DoDlaPrfHw6HBZsULfTYtDmWs0q0ZZGKMBpp4YICWBxgK97eK3RM"],
    ["appId", "TAPPAY_APP_ID", "11327"],
    ["appKey", "TAPPAY_APP_KEY", "app_whdEWBH8e8Lzy4N6BysVRRMILYORF6UxXbiOFsICkz0J9j1C0JUlCHv1tVJC"],
    ["merchantIds.card", "TAPPAY_MERCHANT_ID", "GlobalTesting_CTBC"],
  ],
  linepay: [
    ["channelId", "LINEPAY_CHANNEL_ID", "1650000000"],
    ["channelSecret", "LINEPAY_CHANNEL_SECRET", "sandbox-linepay-channel-secret"],
  ],
  jkopay: [
    ["apiKey", "JKOPAY_API_KEY", "sandbox-jkopay-api-key"],
    [
      "secretKey",
      "JKOPAY_SECRET_KEY",
      "r0odDC1e9LHXDmxuvmOv9bgaWLf2CXB2c4gMheoFucVKNMi1K0Id9zwRHJF1r-kdtAKriKgb11VDlo7Kb8R-FQ",
    ],
    ["storeId", "JKOPAY_STORE_ID", "35f12dff-1581-11e9-a054-00505684fd45"],
  ],
}

/** The gateways that words name, each by its own name or the beginning of a method's or provider's. */
export function gatewaysNamed(words: readonly string[]): readonly string[] {
  const all = Object.keys(FIRST_ACCOUNTS)
  const named = words.map((word) => ({ word, gateway: all.find((id) => isOf(id, word)) }))
  const strangers = named.filter(({ gateway }) => gateway === undefined).map(({ word }) => word)
  if (strangers.length > 0) throw new Error(`${strangers.join(", ")}: no such gateway. There are ${all.join(", ")}.`)
  return all.filter((id) => named.some(({ gateway }) => gateway === id))
}

function isOf(gateway: string, word: string): boolean {
  const name = word.replace(/^pp_/, "")
  return name === gateway || name.startsWith(`${gateway}-`) || name.startsWith(`${gateway}_`)
}
