/** Where a gateway account lives. A sandbox is named by its address, for example `{ sandbox: "http://localhost:4090" }`. */
export type Environment = "production" | "stage" | { readonly sandbox: string }

export type EnvironmentName = "production" | "stage" | "sandbox"

export function environmentName(environment: Environment): EnvironmentName {
  return typeof environment === "string" ? environment : "sandbox"
}

/** The vendor's host in this environment, or the sandbox's one address for all of them. No trailing slash. */
export function hostFor(environment: Environment, hosts: { production: string; stage: string }): string {
  return typeof environment === "string" ? hosts[environment] : environment.sandbox.replace(/(?<!\/)\/+$/, "")
}
