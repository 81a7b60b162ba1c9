import { createServer } from "node:http"
import {
  buildQuery,
  type Fields,
  isHashed,
  type Keys,
  readQuery,
  seal,
  unseal,
} from "../src/gateways/payuni/wire/codec.js"
import type { SandboxOptions, TradeView } from "../src/index.js"
import { type Page, type PayuniShopper, payWithPayuni } from "../src/shopper/index.js"
import { MORNING, openWorld, type World } from "./shop.js"

export interface Shop extends Keys {
  merId: string
}

/** The sandbox's two made-up shops. */
export const SHOP: Shop = {
  merId: "S01234567",
  hashKey: "12345678901234567890123456789012",
  hashIV: "1234567890123456",
}
export const MANUAL: Shop = {
  merId: "S01234568",
  hashKey: "sandbox-payuni-manual-capture-32",
  hashIV: "sandbox-manual16",
}

export interface CallOptions {
  shop?: Shop
  version?: string
  /** Changes to the envelope, after encryption. */
  outer?: Fields
}

/** An answer: the envelope, and its content as text and as fields. */
export interface Answer {
  outer: Fields
  plain: string
  inner: Fields
}

/** A merchant who encrypts without a client library. */
export interface Merchant {
  world: World
  /** The fields of an order of NT$1,060. */
  order(changes?: Fields, shop?: Shop): Fields
  /** The envelope of some inner fields. */
  envelope(inner: Fields, options?: CallOptions): Fields
  /** Posts an order as a browser does; answers the first page, not followed. */
  post(inner: Fields, options?: CallOptions): Promise<Response>
  /** The address of a page that posts this order from the browser. */
  startUrl(inner: Fields, options?: CallOptions): string
  call(path: string, inner: Fields, options?: CallOptions): Promise<Answer>
  query(merTradeNo: string, shop?: Shop): Promise<Fields[]>
  /** A call's Status and Message in one line, encrypted or not. */
  say(path: string, inner: Fields, shop?: Shop, version?: string): Promise<string>
  /** TradeStatus of the newest order of this number. */
  status(merTradeNo: string): Promise<string | undefined>
  /** Places an order and has the shopper pay it, take a code, or do what else is asked. */
  pay(
    changes?: Fields,
    shopper?: PayuniShopper,
    shop?: Shop,
  ): Promise<{ page: Page; reference: string; TradeNo: string }>
  configure(patch: Record<string, unknown>): void
  /** What a path of the shop received, decrypted. Throws for anything not encrypted with the shop's keys. */
  receivedAt(path: string, shop?: Shop): Fields[]
  trade(): TradeView
  act(action: string, input?: Fields): Promise<Record<string, unknown>>
  close(): Promise<void>
}

let serial = 0

/** An order's flags for one tool. */
export function only(tool: string): Fields {
  return { Credit: "", [tool]: tool === "CreditInst" ? "3,6,9" : "1" }
}

export function seconds(at = MORNING): string {
  return String(Math.floor(at.getTime() / 1000))
}

export function opened(outer: Fields, shop = SHOP): Fields {
  const { EncryptInfo = "", HashInfo = "" } = outer
  const plain = unseal(EncryptInfo, shop)
  if (!isHashed({ EncryptInfo, HashInfo }, shop) || plain === null) throw new Error("Not sealed with these keys.")
  return readQuery(plain)
}

export async function openMerchant(options: SandboxOptions = {}): Promise<Merchant> {
  const world = await openWorld(options)
  const { shop: site, sandbox } = world
  const departures = await openDepartures(() => `${sandbox.url}/api/upp`)
  const envelope: Merchant["envelope"] = (inner, { shop = SHOP, version = "2.0", outer = {} } = {}) => ({
    MerID: shop.merId,
    Version: version,
    ...seal(buildQuery(inner), shop),
    ...outer,
  })
  const send = (path: string, fields: Fields) =>
    fetch(sandbox.url + path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" })
  const call: Merchant["call"] = async (path, inner, given = {}) => {
    const { shop = SHOP, version = "1.0" } = given
    const all = { MerID: shop.merId, Timestamp: seconds(sandbox.clock.now()), ...inner }
    const response = await send(path, envelope(all, { ...given, version }))
    const outer = (await response.json()) as Fields
    const plain = outer.EncryptInfo ? (unseal(outer.EncryptInfo, shop) ?? "") : ""
    return { outer, plain, inner: readQuery(plain) }
  }
  const order: Merchant["order"] = (changes = {}, shop = SHOP) => {
    serial += 1
    return {
      MerID: shop.merId,
      MerTradeNo: `P${String(serial).padStart(6, "0")}`,
      TradeAmt: "1060",
      Timestamp: seconds(sandbox.clock.now()),
      ProdDesc: "高山烏龍;運費",
      ReturnURL: `${site.url}/return`,
      NotifyURL: `${site.url}/notify`,
      BackURL: `${site.url}/back`,
      Credit: "1",
      ...changes,
    }
  }
  const trade = () => {
    const last = sandbox.gateway("payuni").trades().at(-1)
    if (!last) throw new Error("There is no trade.")
    return last
  }
  const query: Merchant["query"] = async (MerTradeNo, shop = SHOP) =>
    rowsOf((await call("/api/trade/query", { MerTradeNo }, { shop, version: "2.0" })).inner)
  return {
    world,
    envelope,
    call,
    trade,
    order,
    post: (inner, given) => send("/api/upp", envelope(inner, given)),
    startUrl: (inner, given) => departures.page(envelope(inner, given)),
    query,
    say: async (path, inner, shop = SHOP, version = "1.0") => {
      const { inner: notice, outer } = await call(`/api/${path}`, inner, { shop, version })
      return `${notice.Status ?? outer.Status} ${notice.Message ?? outer.Message}`
    },
    status: async (reference) => (await query(reference)).at(-1)?.TradeStatus,
    pay: async (changes = {}, shopper = {}, shop = SHOP) => {
      const fields = order(changes, shop)
      const page = await payWithPayuni(departures.page(envelope(fields, { shop })), shopper)
      await sandbox.settled()
      return { page, reference: fields.MerTradeNo ?? "", TradeNo: trade().id }
    },
    configure: (patch) => {
      sandbox.gateway("payuni").configure(patch)
    },
    receivedAt: (path, shop) => site.receivedAt(path).map((outer) => opened(outer, shop)),
    act: (action, input = {}) => sandbox.gateway("payuni").act(trade().id, action, input),
    close: async () => {
      await departures.close()
      await world.close()
    },
  }
}

/** The rows of `Result[0][…]`. */
export function rowsOf(inner: Fields): Fields[] {
  const rows: Fields[] = []
  for (const [name, value] of Object.entries(inner)) {
    const [, index, field] = /^Result\[(\d+)\]\[(\w+)\]$/.exec(name) ?? []
    if (field) rows[Number(index)] = { ...rows[Number(index)], [field]: value }
  }
  return rows
}

/** The shop's pages that post a form to PAYUNi automatically. */
async function openDepartures(action: () => string) {
  const forms: Fields[] = []
  const inputs = (fields: Fields) =>
    Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
  const server = createServer((request, response) => {
    const fields = forms[Number((request.url ?? "").slice(1))] ?? {}
    response.end(`<form id="departure" method="post" action="${action()}">${inputs(fields).join("")}</form>`)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const port = typeof address === "object" ? address?.port : 0
  return {
    page: (fields: Fields) => `http://127.0.0.1:${port}/${forms.push(fields) - 1}`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}
