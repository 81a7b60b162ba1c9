import type { Context } from "hono"
import { breachesOf, type JsonObject, type Rule, readObject } from "../../../core/json-rules.js"
import { rawBody, rawPath, rawQuery } from "../../../core/raw-request.js"
import type { Account } from "../model/accounts.js"
import type { Linepay } from "../model/linepay.js"
import type { Settings } from "../model/settings.js"
import { isMac, type Json, writeJson } from "../wire/codec.js"
import { LinePayRefusal } from "../wire/codes.js"
import type { Version } from "../wire/paths.js"

/** A merchant's call with a valid signature. */
export interface Call {
  account: Account
  version: Version
  body: Buffer
  query: string
  /** A segment of the path, such as transactionId. */
  segment(name: string): string
}

export type Info = { [name: string]: Json | undefined } | Json[]

/** The result of a call: the official message, and `info` if there is any. */
export interface Done {
  code?: string
  message: string
  info?: Info
}

/** Answers a call: always HTTP 200, the outcome in returnCode, `info` only on success. */
export async function answer(
  linepay: Linepay,
  context: Context,
  version: Version,
  act: (call: Call) => Done | Promise<Done>,
): Promise<Response> {
  try {
    const { code = "0000", message, info } = await act(await readCall(linepay, context, version))
    return reply({ returnCode: code, returnMessage: message, info })
  } catch (error) {
    if (!(error instanceof LinePayRefusal)) throw error
    if (error.code === "1104" && linepay.settings.legacyMerchantError) {
      return reply({ resultCode: 1104, statusMessage: error.message })
    }
    return reply({ returnCode: error.code, returnMessage: error.message })
  }
}

function reply(body: { [name: string]: Json | undefined }): Response {
  return new Response(writeJson(body), { headers: { "content-type": "application/json;charset=UTF-8" } })
}

/** Reads and authenticates: headers, channel, then the signature over the exact path and body or query. */
async function readCall(linepay: Linepay, context: Context, version: Version): Promise<Call> {
  const { req } = context
  const given = req.header("x-line-authorization")
  const nonce = req.header("x-line-authorization-nonce")
  const channelId = req.header("x-line-channelid")
  if (!given || !nonce || !channelId) throw new LinePayRefusal("1106")
  const account = linepay.accounts.get(channelId)
  if (!account) throw new LinePayRefusal("1104")
  const body = await rawBody(context)
  const query = rawQuery(context)
  const payloads = req.method === "GET" ? [query] : payloadsOf(body, linepay.settings)
  if (!isMac(given, account.channelSecret, rawPath(context), payloads, nonce)) throw new LinePayRefusal("1106")
  return { account, version, body, query, segment: (name) => req.param(name) ?? "" }
}

/** What a POST without a body signs is undocumented: LINE's own sample signs `null`, others nothing. */
function payloadsOf(body: Buffer, { emptyBodySigns }: Settings): (string | Buffer)[] {
  if (body.length > 0) return [body]
  return { either: ["", "null"], nothing: [""], null: ["null"] }[emptyBodySigns]
}

/** The body, checked against its rule. An empty one counts as `{}`. */
export function readBody({ body }: Call, rule: Rule, { unknownFields }: Settings): JsonObject {
  const object = body.length === 0 ? {} : readObject(body.toString("utf8"))
  if (!object) throw new LinePayRefusal("2102")
  const breach = breachesOf(rule, object).find(({ what }) => what !== "unknown" || unknownFields === "refused")
  if (breach) throw new LinePayRefusal("2101", `[${breach.path}]`)
  return object
}
