import type { HttpBindings } from "@hono/node-server"
import type { Context } from "hono"
import { html } from "hono/html"
import { type Language, type Say, sayIn } from "./buyer-page.js"
import { labelIn } from "./labels.js"
import { type Html, page } from "./ui.js"

export type Env = { Bindings: HttpBindings }

/** A person's language at the control plane, and how it is spoken: `say` for our words, `label` for gateways' buttons. */
export interface Speech {
  readonly language: Language
  readonly say: Say
  label(text: string): string
}

const COOKIE = /(?:^|;\s*)sandbox_language=(zh|en)(?:;|$)/

/** By the button in the corner, which a cookie remembers; else by the browser. */
export function speechOf({ req }: Context): Speech {
  const chosen = COOKIE.exec(req.header("cookie") ?? "")?.[1]
  const language = (chosen ?? (/^zh\b/i.test(req.header("accept-language") ?? "") ? "zh" : "en")) as Language
  return { language, say: sayIn(language), label: (text) => labelIn(language, text) }
}

/** One page of the control plane, in one language. */
export function controlPage({ language, say }: Speech, title: string, body: Html): Html {
  const [other, label] = language === "zh" ? ["en", "English"] : ["zh", "中文"]
  return page({
    title,
    lang: language === "zh" ? "zh-Hant-TW" : "en",
    name: "Taiwan Payments",
    tag: say("沙盒 · 沒有真的錢", "sandbox · no real money"),
    body,
    wide: true,
    corner: html`<form id="language" method="post" action="/_sandbox/language"><a href="/_sandbox/">${say("總覽", "Dashboard")}</a> <button class="link" name="language" value="${other}">${label}</button></form>`,
  })
}
