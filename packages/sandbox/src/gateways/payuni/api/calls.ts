import type { HttpBindings } from "@hono/node-server"
import type { Context } from "hono"
import { journalPlaintext } from "../messages/journal.js"
import type { Payuni } from "../model/payuni.js"
import type { Trade } from "../model/trade.js"
import { buildQuery, type Fields, readQuery, seal } from "../wire/codec.js"
import { PayuniRefusal } from "../wire/codes.js"
import type { Endpoint } from "../wire/paths.js"
import { checkTimestamp, type Opened, openEnvelope } from "./envelope.js"

/** A call from a merchant's server. */
export interface Call extends Opened {
  /** The prefix of its codes, such as `CLOSE`. */
  family: string
  path: string
}

/** The result of a call. `text` replaces the fields if the answer is not a query string. */
export interface Done {
  message: string
  fields?: Fields
  version?: string
  /** The inner Status, if not SUCCESS. */
  status?: string
  text?: string
}

export interface Rule {
  endpoint: Endpoint
  family: string
  /** Whether it changes a payment, or charges without the buyer: IP binding depends on this. */
  moves?: "charge" | "money"
  act(payuni: Payuni, call: Call): Done | Promise<Done>
}

/** Answers a call in JSON: refusals of the envelope unencrypted, everything else encrypted. */
export async function answer(payuni: Payuni, context: Context, rule: Rule): Promise<Response> {
  try {
    const opened = openEnvelope(payuni, rule.endpoint, readQuery(await context.req.text()))
    return await onlyOnce(payuni, opened, rule, () =>
      sealed(payuni, context, { ...opened, family: rule.family, path: rule.endpoint.path }, rule),
    )
  } catch (error) {
    if (!(error instanceof PayuniRefusal)) throw error
    return Response.json({ Status: error.code, Message: error.message })
  }
}

/** API00009 for an identical EncryptInfo while the first is being answered. */
async function onlyOnce(
  payuni: Payuni,
  { encryptInfo }: Opened,
  { endpoint }: Rule,
  work: () => Promise<Response>,
): Promise<Response> {
  const { calls, core, settings } = payuni
  if ((calls.get(encryptInfo) ?? 0) > core.clock.now().getTime()) throw new PayuniRefusal("API00009")
  calls.set(encryptInfo, Number.POSITIVE_INFINITY)
  const fault = core.faults.take(["busy"], "payuni", endpoint.path)
  if (fault) await new Promise((resolve) => setTimeout(resolve, fault.milliseconds))
  try {
    return await work()
  } finally {
    calls.set(encryptInfo, core.clock.now().getTime() + settings.replaySeconds * 1000)
    if (settings.replaySeconds === 0) calls.delete(encryptInfo)
  }
}

async function sealed(payuni: Payuni, context: Context, call: Call, rule: Rule): Promise<Response> {
  try {
    checkCaller(payuni, context, call, rule)
    checkCommon(payuni, call)
    const { status = "SUCCESS", ...done } = await rule.act(payuni, call)
    return reply(payuni, call, status, done)
  } catch (error) {
    if (!(error instanceof PayuniRefusal)) throw error
    return reply(payuni, call, error.code, { message: error.message })
  }
}

function reply(payuni: Payuni, call: Call, status: string, done: Done): Response {
  const { account, version, inner, path } = call
  const head = { Status: status, Message: done.message }
  const plain = done.text ?? buildQuery({ ...head, ...done.fields })
  const outerStatus = payuni.settings.outerStatus === "success" ? "SUCCESS" : status
  journalPlaintext(payuni, tradeNoNamed(payuni, account.merId, inner), path, buildQuery(inner), plain)
  return Response.json({
    Status: outerStatus,
    MerID: account.merId,
    Version: done.version ?? version,
    ...seal(plain, account),
  })
}

/** With IP binding, the refusal names the caller's IP. */
function checkCaller({ settings }: Payuni, context: Context, { account, family }: Call, { moves }: Rule): void {
  const bound = { off: false, charges: moves === "charge", money: moves !== undefined }[settings.ipBinding]
  const ip = callerOf(context)
  if (!bound || account.ips.includes(ip)) return
  if (moves === "charge") throw new PayuniRefusal("UPP02087", `商店未提供約定信用卡幕後交易，${ip}`)
  throw new PayuniRefusal(`${family}01008`, `設定允許幕後IP不符合，${ip}`)
}

function callerOf(context: Context): string {
  const { socket }: Pick<HttpBindings["incoming"], "socket"> = context.env.incoming
  return (socket.remoteAddress ?? "").replace(/^::ffff:/, "")
}

/** Every family's 02001 and 02007–02009, as documented for QUERY. */
function checkCommon(payuni: Payuni, { account, inner, family }: Call): void {
  if (!inner.MerID) throw new PayuniRefusal(`${family}02001`)
  if (inner.MerID !== account.merId) throw new PayuniRefusal(`${family}01005`)
  checkTimestamp(
    payuni,
    inner,
    ["07", "08", "09"].map((digits) => `${family}020${digits}`),
  )
}

/** The trade that TradeNo names, of this shop. */
export function tradeOf({ book }: Payuni, { account, inner, family }: Call): Trade {
  const trade = book.byTradeNo(inner.TradeNo ?? "")
  if (!inner.TradeNo) throw new PayuniRefusal(`${family}02005`)
  if (trade?.account.merId !== account.merId) throw new PayuniRefusal(`${family}03001`)
  return trade
}

/** The number of the trade that a call names by TradeNo or, the newest of them, by MerTradeNo. */
export function tradeNoNamed({ book }: Payuni, merId: string, { TradeNo, MerTradeNo }: Fields): string | null {
  if (TradeNo) return book.byTradeNo(TradeNo)?.tradeNo ?? null
  return book.ofOrder(merId, MerTradeNo ?? "").at(-1)?.tradeNo ?? null
}

/** A whole amount of at least 1. */
export function amountOf(value: string | undefined, missing: string): number {
  if (!value || !/^[1-9]\d{0,9}$/.test(value)) throw new PayuniRefusal(missing, "未有請退款金額")
  return Number(value)
}
