import type { ServerResponse } from "node:http"
import type { MedusaResponse } from "@medusajs/framework/http"

/** As much of Express as our routes use. */
export function expressed(response: ServerResponse): MedusaResponse {
  const more = {
    set: (headers: Record<string, string>) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      return more
    },
    status: (code: number) => {
      response.statusCode = code
      return more
    },
    json: (value: unknown) => response.end(JSON.stringify(value)),
    end: () => response.end(),
  }
  return Object.assign({}, more) as Partial<MedusaResponse> as MedusaResponse
}
