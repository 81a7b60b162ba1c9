import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { type Fields, formBody, isSigned, type Keys, readForm, signed } from "../src/gateways/ecpay/wire/codec.js"
import { type Sandbox, type SandboxOptions, startSandbox } from "../src/index.js"

export const MERCHANT = "3002607"
export const KEYS: Keys = { hashKey: "pwFHCqoQZGmho4w6", hashIV: "EkRm7iFT261dpevs" }
/** 10:00 in Taipei: far from the evening batch. */
export const MORNING = new Date("2026-11-22T02:00:00Z")

export interface Received {
  path: string
  fields: Fields
  body: string
}

/** A small shop: sends browsers to ECPay and receives its notices. */
export interface Shop {
  url: string
  received: Received[]
  /** What it answers to posts of this path; `1|OK` by default. */
  answers: Map<string, (response: ServerResponse) => void>
  /** An address that sends the browser with this form to ECPay, or to another path of the sandbox. */
  startUrl(fields: Fields, path?: string): string
  receivedAt(path: string): Fields[]
  close(): Promise<void>
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let body = ""
    request.on("data", (chunk) => {
      body += chunk
    })
    request.on("end", () => resolve(body))
  })
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")
}

export async function openShop(sandboxUrl: () => string): Promise<Shop> {
  const departures: { fields: Fields; path: string }[] = []
  const received: Received[] = []
  const answers: Shop["answers"] = new Map()
  const server = createServer(async (request, response) => {
    const path = request.url ?? "/"
    const body = await read(request)
    if (path.startsWith("/depart/")) return void response.end(form(departures[Number(path.slice(8))]))
    received.push({ path, body, fields: readForm(body) })
    const answer = answers.get(path)
    if (answer) answer(response)
    else response.end(request.method === "POST" ? "1|OK" : "shop")
  })
  const form = ({ fields, path } = { fields: {} as Fields, path: "" }) =>
    `<form id="departure" method="post" action="${sandboxUrl()}${path}">${Object.entries(fields)
      .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
      .join("")}</form>`
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`
  return {
    url,
    received,
    answers,
    startUrl: (fields, path = "/Cashier/AioCheckOut/V5") => `${url}/depart/${departures.push({ fields, path }) - 1}`,
    receivedAt: (path) => received.filter((each) => each.path === path).map((each) => each.fields),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

let serial = 0

/** An order of NT$1,060 with everything a shop sets, unsigned. */
export function order(shop: Shop, changes: Fields = {}): Fields {
  serial += 1
  return {
    MerchantID: MERCHANT,
    MerchantTradeNo: `T${String(serial).padStart(6, "0")}`,
    MerchantTradeDate: "2026/11/22 10:00:00",
    PaymentType: "aio",
    TotalAmount: "1060",
    TradeDesc: "茶葉",
    ItemName: "高山烏龍 x1#運費 x1",
    ReturnURL: `${shop.url}/notify`,
    OrderResultURL: `${shop.url}/return`,
    PaymentInfoURL: `${shop.url}/info`,
    ClientBackURL: `${shop.url}/back`,
    ChoosePayment: "Credit",
    EncryptType: "1",
    NeedExtraPaidInfo: "Y",
    ...changes,
  }
}

export function sign(fields: Fields, keys = KEYS): Fields {
  return signed(fields, keys)
}

export function isGenuine(fields: Fields | undefined, keys = KEYS): boolean {
  return fields !== undefined && isSigned(fields, keys)
}

export interface World {
  sandbox: Sandbox
  shop: Shop
  /** Posts signed fields to one of ECPay's paths. */
  call(path: string, fields: Fields, keys?: Keys): Promise<Response>
  close(): Promise<void>
}

export async function openWorld(options: SandboxOptions = {}): Promise<World> {
  const sandbox = await startSandbox({ now: MORNING, noticeTimeout: 500, ...options })
  const shop = await openShop(() => sandbox.url)
  return {
    sandbox,
    shop,
    call: (path, fields, keys = KEYS) =>
      fetch(sandbox.url + path, {
        method: "POST",
        body: formBody(sign(fields, keys)),
        headers: { "content-type": "application/x-www-form-urlencoded" },
        redirect: "manual",
      }),
    close: async () => {
      await shop.close()
      await sandbox.close()
    },
  }
}

/** The fields of a plain `k=v&k=v` answer. */
export function readPlain(text: string): Fields {
  return Object.fromEntries(
    text.split("&").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  )
}

export function now(): string {
  return String(Math.floor(Date.now() / 1000))
}

/** The answer of QueryTradeInfo about an order. */
export async function query(world: World, reference: string): Promise<Fields> {
  const response = await world.call("/Cashier/QueryTradeInfo/V5", {
    MerchantID: MERCHANT,
    MerchantTradeNo: reference,
    TimeStamp: now(),
  })
  return readPlain(await response.text())
}
