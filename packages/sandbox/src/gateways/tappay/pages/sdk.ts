import { readFileSync } from "node:fs"
import { type Context, Hono } from "hono"
import { METHODS, methodBySlug } from "../model/methods.js"
import type { Tappay } from "../model/tappay.js"
import { FRAMES } from "../wire/paths.js"
import { FIELDS, fieldFrame, sheetFrame } from "./frames.js"

function browserScript(name: string): string {
  return readFileSync(new URL(`./browser/${name}.js`, import.meta.url), "utf8")
}

/** LINE Pay and JKOPAY call back with the result alone; so do clients in use. */
const RESULT_FIRST = ["linePay", "jkoPay"]

/** The script that shops load, with the list of wallets. */
function tpdirect(): string {
  const wallets = METHODS.filter(({ kind }) => kind === "wallet")
  const list = wallets.map(({ id, slug }) => ({ id, slug, resultFirst: RESULT_FIRST.includes(id) }))
  return browserScript("tpdirect").replace("__WALLETS__", JSON.stringify(list))
}

/** TPDirect at both of TapPay's paths, in any version, and the frames that it opens. */
export function sdkPages(tappay: Tappay): Hono {
  const app = new Hono()
  const script = (text: string) => (context: Context) =>
    context.body(text, 200, { "content-type": "text/javascript; charset=utf-8", "access-control-allow-origin": "*" })
  app.get("/sdk/tpdirect/:version", script(tpdirect()))
  app.get("/tpdirect/:version", script(tpdirect()))
  app.get(`${FRAMES}/field.js`, script(browserScript("field")))
  app.get(`${FRAMES}/sheet.js`, script(browserScript("sheet")))
  app.get(`${FRAMES}/:kind`, (context) => {
    const kind = context.req.param("kind")
    return FIELDS[kind] ? context.html(fieldFrame(kind, tappay.core.clock.now())) : context.notFound()
  })
  app.get(`${FRAMES}/sheet/:slug`, (context) => {
    const method = methodBySlug(context.req.param("slug"))
    return method?.kind === "token" ? context.html(sheetFrame(method)) : context.notFound()
  })
  return app
}
