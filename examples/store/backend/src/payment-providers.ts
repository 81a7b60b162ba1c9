const { env } = process

/**
 * What every gateway of this shop has in common: "production", "stage", or the address of a sandbox. This shop is for trying; one
 * that sells leaves allowTestEnvironment out.
 */
function common() {
  const name = env.ECPAY_ENVIRONMENT ?? "stage"
  return {
    environment: name === "production" || name === "stage" ? name : { sandbox: name },
    allowTestEnvironment: true,
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

const taixbank = () => provider("taixbank", { apiKey: env.TAIXBANK_API_KEY, merchantId: env.TAIXBANK_MERCHANT_ID })

/** The bank of the tutorial: once as a gateway of the toolkit, once as one plain class, which knows nothing of this package. */
function banks() {
  const { environment, backendUrl, storefrontUrl } = common()
  const plain = {
    apiKey: env.TAIXBANK_API_KEY,
    merchantId: env.TAIXBANK_MERCHANT_ID,
    host: typeof environment === "string" ? undefined : environment.sandbox,
    resultUrl: `${backendUrl}/hooks/payment/Taiwan-Paid-Version_main`,
    returnUrl: storefrontUrl,
  }
  return [
    { ...taixbank(), resolve: "taiwan-bank-gateway" },
    { resolve: "taiwan-bank", id: "main", options: plain },
  ]
}

/** The gateways that the environment names keys for; ECPay always. */
export function paymentProviders() {
  return [
    ecpay(),
    ...(env.LINEPAY_CHANNEL_ID ? [linepay()] : []),
    ...(env.JKOPAY_API_KEY ? [jkopay()] : []),
    ...(env.NEWEBPAY_MERCHANT_ID ? [newebpay()] : []),
    ...(env.PAYUNI_MER_ID ? [payuni()] : []),
    ...(env.TAPPAY_PARTNER_KEY ? [tappay()] : []),
    ...(env.TAIXBANK_API_KEY ? banks() : []),
  ]
}
