const IMPORT = `import { paymentProviders } from "./src/payment-providers"\n`

/** What `medusa-config.ts` needs: the plugin, and the providers of the payment module. */
export const ENTRIES = `  plugins: [{ resolve: "@taiwan-payments/medusa", options: {} }],
  modules: [
    {
      resolve: "@medusajs/medusa/payment",
      options: { providers: paymentProviders },
    },
  ],
`

export const SNIPPET = `${IMPORT}\n${ENTRIES}`

export function hasEntries(text: string): boolean {
  return text.includes("@taiwan-payments/medusa")
}

/**
 * The text of `medusa-config.ts` with the entries put in; null where it has lists of its own that they would have to go into,
 * or is not the one call that can be changed without understanding the rest.
 */
export function withEntries(text: string): string | null {
  const [before = "", after, ...others] = text.split(/(?<=\bdefineConfig\(\{)/)
  const isSafe = after !== undefined && others.length === 0 && !/\b(plugins|modules|paymentProviders)\b/.test(text)
  if (!isSafe) return null
  return `${IMPORT}${before}\n${ENTRIES}${after.startsWith("\n") ? after.slice(1) : ` ${after.trimStart()}`}`
}
