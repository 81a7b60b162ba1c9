import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { type Notice, noticePage, noticeWords, type Page } from "../payments/checkout/pages"
import { contextOf } from "../payments/context"
import { describeError } from "../toolkit/payment-error"
import type { LocalText } from "../toolkit/text"

type Route = (request: MedusaRequest, response: MedusaResponse) => Promise<void>

/** A route that a buyer's browser opens: what goes wrong unexpectedly is a page to it, and stays JSON to a program. */
export function forBrowsers(route: Route): Route {
  return async (request, response) => {
    try {
      await route(request, response)
    } catch (error) {
      if (response.headersSent || !wantsPage(request)) throw error
      const asked = `${request.method} ${request.path}`
      contextOf(request.scope).logger.error(`Taiwan payments: ${asked} failed: ${describeError(error)}`)
      sendNotice(request, response, 500, "unexpected")
    }
  }
}

/** For the end of our routes: a browser that asks for an address below `/pay` that is none. */
export function unknownAddress(request: MedusaRequest, response: MedusaResponse, next: MedusaNextFunction): void {
  if (wantsPage(request)) sendNotice(request, response, 404, "unknown")
  else next()
}

/** The same for `/pay/` and one part, of which there is no route: asked before ours, since a matcher takes what is below it, too. */
export function unknownPart(request: MedusaRequest, response: MedusaResponse, next: MedusaNextFunction): void {
  if (/^\/pay\/[^/?]+\/?(\?|$)/.test(request.originalUrl)) unknownAddress(request, response, next)
  else next()
}

/** What a buyer reads who cannot go on; a program that takes JSON alone gets the same in JSON. */
export function sendNotice(request: MedusaRequest, response: MedusaResponse, status: number, notice: Notice): void {
  const isProgram = request.accepts("html", "json") === "json"
  if (isProgram) response.status(status).json({ type: TYPES[notice], message: noticeWords(notice) })
  else sendPage(response, status, noticePage(notice, languageOf(request)))
}

/** As Medusa names its errors. */
const TYPES: Readonly<Record<Notice, string>> = {
  unknown: "not_found",
  "too many": "too_many_attempts",
  unreachable: "unexpected_state",
  unexpected: "unknown_error",
}

export function sendPage(response: MedusaResponse, status: number, { html, policy }: Page): void {
  response.status(status).set("content-security-policy", policy).type("html").send(html)
}

function wantsPage(request: MedusaRequest): boolean {
  return request.accepts("json", "html") === "html"
}

/** `unnamed`: what is read by whoever names no language. */
export function languageOf(request: MedusaRequest, unnamed: keyof LocalText = "zh-TW"): keyof LocalText {
  const offered = unnamed === "en" ? ["en", "zh"] : ["zh", "en"]
  return request.acceptsLanguages(...offered) === "zh" ? "zh-TW" : "en"
}
