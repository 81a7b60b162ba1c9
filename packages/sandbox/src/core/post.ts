import { request as httpRequest, type IncomingMessage } from "node:http"
import { request as httpsRequest } from "node:https"
import type { Names } from "./guard.js"
import type { Message, Notification, Reply } from "./notification.js"

export interface Outcome {
  reply: Reply | null
  error: string | null
}

const BODY_LIMIT = 65_536

/** Sends one message over a fresh connection, follows no redirect, and never throws: a failure is an outcome. */
export async function deliver(
  notification: Notification,
  message: Message,
  { names, timeout }: { names: Names; timeout: number },
): Promise<Outcome> {
  try {
    const target = targetOf(notification, message)
    if (!names.includes(target.hostname)) throw new Error(`${target.hostname} is not called: name it with --allow-host`)
    return { reply: await exchange(target, message, timeout), error: null }
  } catch (error) {
    return { reply: null, error: error instanceof Error ? error.message : String(error) }
  }
}

function targetOf(notification: Notification, message: Message): URL {
  const url = new URL(notification.url)
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80))
  if (notification.ports && !notification.ports.includes(port)) throw new Error(`port ${port} is not called`)
  if (message.method === "GET") url.search = message.body
  return url
}

function exchange(url: URL, message: Message, timeout: number): Promise<Reply> {
  const request = url.protocol === "https:" ? httpsRequest : httpRequest
  const headers = { "content-type": message.contentType, "user-agent": "taiwan-payments-sandbox", ...message.headers }
  return new Promise((resolve, reject) => {
    const call = request(url, { method: message.method, headers, agent: false }, (response) =>
      read(response).then(resolve, reject),
    )
    const timer = setTimeout(() => call.destroy(new Error(`no answer in ${timeout} ms`)), timeout)
    call.on("close", () => clearTimeout(timer))
    call.on("error", reject)
    call.end(message.method === "POST" ? message.body : undefined)
  })
}

async function read(response: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    chunks.push(chunk)
    size += chunk.length
    if (size > BODY_LIMIT) break
  }
  const body = Buffer.concat(chunks).subarray(0, BODY_LIMIT).toString("utf8")
  return { status: response.statusCode ?? 0, body }
}
