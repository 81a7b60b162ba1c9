import {
  checkValue,
  type Fields,
  type Keys,
  openCbc,
  phpQuery,
  sealCbc,
  tradeSha,
} from "../src/gateways/newebpay/wire/codec.js"
import type { SandboxOptions } from "../src/index.js"
import { now, openWorld, type World } from "./shop.js"

export const SHOP = {
  merchantId: "MS127874575",
  hashKey: "Fs5cX1TGqYM2PpdbE14a9H83YQSQF5jn",
  hashIV: "C6AcmfqJILwgnhIP",
}
/** Captures manually. */
export const BY_HAND = {
  merchantId: "MS300000002",
  hashKey: "SandboxNewebPayManualCapture0002",
  hashIV: "SandboxNewebPay2",
}

export type Shop = typeof SHOP

/** All fields that an answer may have. */
export interface Row {
  [name: string]: unknown
  Status: string
  Message: string
  Result: Record<string, unknown>
}

/** A merchant who encrypts without a client library. */
export interface Merchant {
  world: World
  /** An address that sends the browser to MPG, and the order's number. */
  startUrl(changes?: Fields, shop?: Shop): { url: string; orderNo: string }
  /** Posts MPG's form unchanged. */
  post(outer: Fields, headers?: Record<string, string>): Promise<Response>
  query(orderNo: string, changes?: Fields, shop?: Shop): Promise<Row>
  cancel(orderNo: string, changes?: Fields, shop?: Shop): Promise<Row>
  /** CloseType and, to cancel it, Cancel. */
  close(orderNo: string, closeType: "1" | "2", changes?: Fields, shop?: Shop): Promise<Row>
  text(path: string, fields: Fields): Promise<string>
  /** Notices and returns, decrypted, oldest first. */
  receivedAt(path: string, shop?: Shop): Row[]
  trade(): { id: string; state: string; details: Record<string, string>; actions: { name: string }[] }
  act(action: string, input?: Fields): Promise<unknown>
}

let serial = 0

export function order(world: World, changes: Fields = {}, shop = SHOP): Fields {
  serial += 1
  return {
    MerchantID: shop.merchantId,
    RespondType: "JSON",
    TimeStamp: now(),
    Version: "2.3",
    MerchantOrderNo: `N${String(serial).padStart(6, "0")}`,
    Amt: "1060",
    ItemDesc: "高山烏龍",
    NotifyURL: `${world.shop.url}/notify`,
    ReturnURL: `${world.shop.url}/return`,
    ClientBackURL: `${world.shop.url}/back`,
    CREDIT: "1",
    ...changes,
  }
}

/** MPG's form for an order. */
export function sealed(fields: Fields, keys: Keys = SHOP): Fields {
  const TradeInfo = sealCbc(phpQuery(fields), keys, 32)
  const { MerchantID = "", Version = "" } = fields
  return { MerchantID, TradeInfo, TradeSha: tradeSha(TradeInfo, keys), Version }
}

/** A result as JSON or flat, decrypted with its shop's keys. */
export function opened({ TradeInfo = "", TradeSha = "" }: Fields, keys: Keys = SHOP): Row {
  if (tradeSha(TradeInfo, keys) !== TradeSha) throw new Error("TradeSha does not match.")
  const text = openCbc(TradeInfo, keys) ?? ""
  if (text.startsWith("{")) return JSON.parse(text)
  const { Status = "", Message = "", ...Result } = Object.fromEntries(new URLSearchParams(text))
  return { Status, Message, Result }
}

export async function openMerchant(options: SandboxOptions = {}): Promise<Merchant> {
  const world = await openWorld(options)
  const url = () => world.sandbox.url
  const post = (path: string, fields: Fields, headers: Record<string, string> = {}) =>
    fetch(url() + path, { method: "POST", body: new URLSearchParams(fields), headers, redirect: "manual" })
  const text = async (path: string, fields: Fields) => (await post(path, fields)).text()
  const call = async (path: string, inner: Fields, shop: Shop): Promise<Row> =>
    JSON.parse(await text(path, { MerchantID_: shop.merchantId, PostData_: sealCbc(phpQuery(inner), shop, 32) }))
  const gateway = world.sandbox.gateway("newebpay")
  const newest = () => {
    const trade = gateway.trades().at(-1)
    if (!trade) throw new Error("There is no trade.")
    return trade
  }
  const base = (orderNo: string) => ({ RespondType: "JSON", Amt: "1060", MerchantOrderNo: orderNo, TimeStamp: now() })
  return {
    world,
    text,
    post: (outer, headers = { accept: "text/html" }) => post("/MPG/mpg_gateway", outer, headers),
    startUrl: (changes, shop = SHOP) => {
      const fields = order(world, changes, shop)
      return {
        url: world.shop.startUrl(sealed(fields, shop), "/MPG/mpg_gateway"),
        orderNo: fields.MerchantOrderNo ?? "",
      }
    },
    query: async (orderNo, changes = {}, shop = SHOP) => {
      const fields = { MerchantID: shop.merchantId, Version: "1.3", ...base(orderNo), ...changes }
      const { Amt = "", MerchantID = "", MerchantOrderNo = "" } = fields
      const CheckValue = checkValue({ Amt, MerchantID, MerchantOrderNo }, shop)
      return JSON.parse(await text("/API/QueryTradeInfo", { CheckValue, ...fields }))
    },
    cancel: (orderNo, changes = {}, shop = SHOP) =>
      call("/API/CreditCard/Cancel", { ...base(orderNo), Version: "1.0", IndexType: "1", ...changes }, shop),
    close: (orderNo, CloseType, changes = {}, shop = SHOP) =>
      call("/API/CreditCard/Close", { ...base(orderNo), Version: "1.1", IndexType: "1", CloseType, ...changes }, shop),
    receivedAt: (path, shop = SHOP) => world.shop.receivedAt(path).map((fields) => opened(fields, shop)),
    trade: newest,
    act: (action, input = {}) => gateway.act(newest().id, action, input),
  }
}
