import type { Send, WireRequest, WireResponse } from "./contract/conversation"
import { localWords, PaymentError } from "./payment-error"

const MAX_RESPONSE_BYTES = 1024 * 1024
const TOO_LARGE = { en: "The answer is larger than 1 MiB.", "zh-TW": "回覆超過 1 MiB。" }
const TRIES_WHEN_UNSENT = 3
const UNSENT_CODES = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT"])

export interface HttpClientOptions {
  /** Gateway id, for errors. */
  readonly gateway: string
  /** Told the server's clock (its `Date` header) with every answer. */
  readonly onServerTime?: (serverTime: Date) => void
  /** What to do where nobody listens at the address, in a sentence. */
  readonly advice?: string
}

/**
 * The only code in this package that opens a connection. Time-out over the whole answer, at most 1 MiB read,
 * no redirect followed. A request is repeated only when it surely never left this machine.
 */
export function httpClient(options: HttpClientOptions): Send {
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await exchange(request, options)
      } catch (error) {
        const failure = asFailure(error, request, options)
        if (!failure.facts.unsent || attempt >= TRIES_WHEN_UNSENT) throw failure
      }
    }
  }
}

async function exchange(request: WireRequest, options: HttpClientOptions): Promise<WireResponse> {
  const response = await fetch(request.url, {
    method: request.method,
    headers: { ...request.headers },
    body: request.body ?? null,
    redirect: "manual",
    signal: AbortSignal.timeout(request.timeoutMs),
  })
  const headers = Object.fromEntries(response.headers)
  const text = await readLimited(response)
  reportServerTime(headers.date, options)
  return { status: response.status, headers, text }
}

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_RESPONSE_BYTES) throw new PaymentError("unreadable", TOO_LARGE)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString("utf8")
}

function reportServerTime(date: string | undefined, options: HttpClientOptions): void {
  const serverTime = new Date(date ?? "")
  if (!Number.isNaN(serverTime.getTime())) options.onServerTime?.(serverTime)
}

function asFailure(error: unknown, request: WireRequest, { gateway, advice }: HttpClientOptions): PaymentError {
  if (error instanceof PaymentError) {
    const { en, "zh-TW": zh } = localWords(error)
    return new PaymentError(error.kind, { en: `${gateway}: ${en}`, "zh-TW": `${gateway}：${zh}` }, { gateway })
  }
  const code = causeCode(error)
  const unsent = UNSENT_CODES.has(code)
  const timedOut = error instanceof Error && error.name === "TimeoutError"
  const seconds = request.timeoutMs / 1000
  const reason = timedOut ? `no answer within ${seconds} s` : code || "the connection broke"
  const zhReason = timedOut ? `${seconds} 秒內沒有回覆` : code || "連線中斷"
  const more = unsent && advice ? ` ${advice}` : ""
  const words = {
    en: `${gateway} could not be reached for ${request.call}: ${reason}.${more}`,
    "zh-TW": `無法連線至 ${gateway}（${request.call}）：${zhReason}。${more}`,
  }
  return new PaymentError("unreachable", words, { gateway, code, unsent, cause: error })
}

function causeCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : ""
}
