import { FIRST_ACCOUNTS, type FirstOption } from "./first-accounts"

const HEAD = `const { env } = process

const common = {
  environment: env.PAYMENT_ENVIRONMENT === "sandbox" ? { sandbox: env.SANDBOX_URL } : env.PAYMENT_ENVIRONMENT,
  backendUrl: env.BACKEND_URL,
  storefrontUrl: env.STOREFRONT_URL,
}

const gateway = (name: string, keys: object) => ({
  resolve: \`@taiwan-payments/medusa/providers/\${name}\`,
  id: "main",
  options: { ...common, ...keys },
})

export const paymentProviders = [
`

const END = "]\n"

/**
 * The text of `src/payment-providers.ts` with the gateways that it lacks; null where it was written by somebody else, or
 * changed so that nothing can be put in safely.
 */
export function withProviders(text: string | null, gateways: readonly string[]): string | null {
  const before = text ?? HEAD + END
  const missing = gateways.filter((id) => !hasProvider(before, id))
  if (missing.length === 0) return before
  if (!before.startsWith(HEAD) || !before.endsWith(END)) return null
  return before.slice(0, -END.length) + missing.map(entryOf).join("") + END
}

function hasProvider(text: string, gateway: string): boolean {
  return text.includes(`gateway("${gateway}"`) || text.includes(`@taiwan-payments/medusa/providers/${gateway}`)
}

/** The entry of a gateway, as it stands in the list. */
export function entryOf(gateway: string): string {
  const options = (FIRST_ACCOUNTS[gateway] ?? []).map(optionOf)
  const line = `  gateway("${gateway}", { ${options.join(", ")} }),\n`
  if (line.length <= 121) return line
  return `  gateway("${gateway}", {\n${options.map((option) => `    ${option},\n`).join("")}  }),\n`
}

/** `merchantIds.card` is an object with one name in it. */
function optionOf([option, variable]: FirstOption): string {
  const [name = "", inner] = option.split(".")
  return inner === undefined ? `${name}: env.${variable}` : `${name}: { ${inner}: env.${variable} }`
}
