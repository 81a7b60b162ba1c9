const { env } = process

/** What every gateway of this shop has in common: "production", "stage", "sandbox", or the address of a sandbox. */
function common() {
  const name = env.ECPAY_ENVIRONMENT
  return {
    environment: name?.startsWith("http") ? { sandbox: name } : name,
    // Demos and tests run the built server, with NODE_ENV=production. A shop leaves this out.
    allowTestAccounts: env.ALLOW_TEST_ACCOUNTS === "true",
    backendUrl: env.BACKEND_URL ?? "http://localhost:9000",
    storefrontUrl: env.STOREFRONT_URL ?? "http://localhost:8000",
  }
}

/** A gateway's entry, its options from the environment; `<NAME>_OPTIONS` is JSON and adds to them. */
function provider(gateway: string, options: Record<string, unknown>) {
  const more = JSON.parse(env[`${gateway.toUpperCase()}_OPTIONS`] ?? "{}")
  return {
    resolve: `@taiwan-payments/medusa/providers/${gateway}`,
    id: "main",
    options: { ...common(), ...options, ...more },
  }
}

const ecpay = () =>
  provider("ecpay", {
    merchantId: env.ECPAY_MERCHANT_ID,
    hashKey: env.ECPAY_HASH_KEY,
    hashIv: env.ECPAY_HASH_IV,
    creditCheckCode: env.ECPAY_CREDIT_CHECK_CODE,
  })

const linepay = () =>
  provider("linepay", { channelId: env.LINEPAY_CHANNEL_ID, channelSecret: env.LINEPAY_CHANNEL_SECRET })

const jkopay = () =>
  provider("jkopay", { apiKey: env.JKOPAY_API_KEY, secretKey: env.JKOPAY_SECRET_KEY, storeId: env.JKOPAY_STORE_ID })

const payuni = () =>
  provider("payuni", { merId: env.PAYUNI_MER_ID, hashKey: env.PAYUNI_HASH_KEY, hashIv: env.PAYUNI_HASH_IV })

const tappay = () =>
  provider("tappay", {
    partnerKey: env.TAPPAY_PARTNER_KEY,
    appId: env.TAPPAY_APP_ID,
    appKey: env.TAPPAY_APP_KEY,
    merchantIds: JSON.parse(env.TAPPAY_MERCHANT_IDS ?? "{}"),
    cardKeys: env.TAPPAY_CARD_KEYS?.split(","),
  })

const newebpay = () =>
  provider("newebpay", {
    merchantId: env.NEWEBPAY_MERCHANT_ID,
    hashKey: env.NEWEBPAY_HASH_KEY,
    hashIv: env.NEWEBPAY_HASH_IV,
  })

/** The gateways that the environment names keys for; ECPay always. */
export function paymentProviders() {
  return [
    ecpay(),
    ...(env.LINEPAY_CHANNEL_ID ? [linepay()] : []),
    ...(env.JKOPAY_API_KEY ? [jkopay()] : []),
    ...(env.NEWEBPAY_MERCHANT_ID ? [newebpay()] : []),
    ...(env.PAYUNI_MER_ID ? [payuni()] : []),
    ...(env.TAPPAY_PARTNER_KEY ? [tappay()] : []),
  ]
}
