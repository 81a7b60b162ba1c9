import type { Context } from "hono"
import { breachesOf, type JsonObject, type Rule, readObject } from "../../../core/json-rules.js"
import { rawBody, rawQuery } from "../../../core/raw-request.js"
import type { Account } from "../model/accounts.js"
import type { Jkopay } from "../model/jkopay.js"
import type { Settings } from "../model/settings.js"
import { isDigest } from "../wire/codec.js"
import { JkopayRefusal } from "../wire/results.js"

/** A merchant's call with a valid digest. */
export interface Call {
  account: Account
  body: Buffer
  query: string
}

/** Answers a call in JKOPAY's envelope: `result` is a string, `result_object` null on errors. */
export async function answer(jkopay: Jkopay, context: Context, act: (call: Call) => object): Promise<Response> {
  const call = await readCall(jkopay, context)
  if (!call) return notTrusted(context, jkopay.settings)
  try {
    return context.json({ result: "000", message: null, result_object: act(call) })
  } catch (error) {
    if (!(error instanceof JkopayRefusal)) throw error
    const { result, message, field } = error
    return context.json({ result, message, result_object: field === null ? null : { field } })
  }
}

/** The digest is over the exact body of a POST, the exact query of a GET. */
async function readCall({ accounts }: Jkopay, context: Context): Promise<Call | null> {
  const { req } = context
  const account = accounts.get(req.header("api-key") ?? "")
  const call = { body: await rawBody(context), query: rawQuery(context) }
  const payload = req.method === "GET" ? call.query : call.body
  const trusted = account && isDigest(req.header("digest") ?? "", account.secretKey, payload)
  return trusted ? { account, ...call } : null
}

function notTrusted(context: Context, { badDigest }: Settings): Response {
  if (badDigest === "http-401") return context.text("Unauthorized", 401)
  if (badDigest === "bad-request") return context.json({ result: "200", message: "Bad request", result_object: null })
  return context.json({ result: badDigest, message: "Invalid signature", result_object: null })
}

/** The body, checked against its rule. */
export function readBody({ body }: Call, rule: Rule, { unknownFields }: Settings): JsonObject {
  const object = readObject(body.toString("utf8"))
  if (!object) throw new JkopayRefusal("badRequest")
  const breach = breachesOf(rule, object).find(({ what }) => what !== "unknown" || unknownFields === "refused")
  if (breach) throw new JkopayRefusal("badRequest", breach.path)
  return object
}
