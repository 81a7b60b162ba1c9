import { FIRST_ACCOUNTS } from "./first-accounts"

type Variable = readonly [name: string, value: string]

const COMMON: readonly Variable[] = [
  ["BACKEND_URL", "http://localhost:9000"],
  ["STOREFRONT_URL", "http://localhost:8000"],
  ["SANDBOX_URL", "http://localhost:4090"],
]

const ENVIRONMENT: Variable = ["PAYMENT_ENVIRONMENT", "sandbox"]

/** The text of `.env` with what the gateways need and it lacks, at its end; what stands in it stays. */
export function withVariables(text: string, gateways: readonly string[]): string {
  const blocks = [[...COMMON, ENVIRONMENT], ...gateways.map(variablesOf)]
  const missing = blocks
    .map((block) => block.filter(([name]) => !isSet(text, name)))
    .filter((block) => block.length > 0)
    .map((block) => block.map(([name, value]) => `${name}=${value}\n`).join(""))
  if (missing.length === 0) return text
  const before = text === "" ? "" : `${text.replace(/(?<!\n)\n*$/, "\n")}\n`
  return `${before}# Payments: accounts of the sandbox, no real money; keys of your own take their place.\n${missing.join("\n")}`
}

function variablesOf(gateway: string): readonly Variable[] {
  return (FIRST_ACCOUNTS[gateway] ?? []).map(([, variable, value]) => [variable, value] as const)
}

function isSet(text: string, name: string): boolean {
  return new RegExp(`^\\s*(export\\s+)?${name}\\s*=`, "m").test(text)
}
