import type { MedusaRequest } from "@medusajs/framework/http"

/** No gateway sends more; a larger body is somebody else's. */
export const MAX_BODY_BYTES = 64 * 1024

/** The body as it arrived, byte for byte; null when it is larger than 64 KiB. */
export async function readBody(request: MedusaRequest): Promise<Buffer | null> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_BODY_BYTES) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

export function headersOf(request: MedusaRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(", ")]))
}
