const { env } = process

/** "production", "stage", or the address of a sandbox. */
function environment(name: string) {
  return name === "production" || name === "stage" ? name : { sandbox: name }
}

/** The options of the ECPay provider, from the environment. ECPAY_OPTIONS is JSON and adds to them. */
export function ecpayOptions() {
  return {
    merchantId: env.ECPAY_MERCHANT_ID,
    hashKey: env.ECPAY_HASH_KEY,
    hashIv: env.ECPAY_HASH_IV,
    creditCheckCode: env.ECPAY_CREDIT_CHECK_CODE,
    environment: environment(env.ECPAY_ENVIRONMENT ?? "stage"),
    backendUrl: env.BACKEND_URL ?? "http://localhost:9000",
    storefrontUrl: env.STOREFRONT_URL ?? "http://localhost:8000",
    ...JSON.parse(env.ECPAY_OPTIONS ?? "{}"),
  }
}
