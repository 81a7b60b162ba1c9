export interface Config {
  /** Address of the Medusa server. */
  readonly backendUrl: string
  readonly publishableKey: string
}

/** The shop's own `/config.json`, where there is one, goes before what was set at the build. */
export async function loadConfig(): Promise<Config> {
  const set = await readConfigFile()
  return {
    backendUrl: text(set.backendUrl) ?? text(import.meta.env.VITE_BACKEND_URL) ?? window.location.origin,
    publishableKey: text(set.publishableKey) ?? text(import.meta.env.VITE_PUBLISHABLE_KEY) ?? "",
  }
}

// A host without the file answers 404, or with the shop's own page, as hosts of single-page shops do.
async function readConfigFile(): Promise<Record<string, unknown>> {
  const answer = await fetch("/config.json", { cache: "no-store" })
  if (!answer.ok || !answer.headers.get("content-type")?.includes("json")) return {}
  return await answer.json()
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined
}
