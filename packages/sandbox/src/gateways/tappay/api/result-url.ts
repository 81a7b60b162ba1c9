import type { ResultUrl } from "../model/trade.js"
import { type Body, textOf, valueAt } from "../wire/checks.js"
import type { Status } from "../wire/codes.js"

/** result_url of a payment, or the status that refuses it. `strict`: https and port 443 only, as in production. */
export function resultUrlOf(body: Body, strict: boolean): ResultUrl | Status {
  if (body.result_url === undefined) return 629
  const frontend = textOf(valueAt(body, "result_url.frontend_redirect_url"))
  const notify = textOf(valueAt(body, "result_url.backend_notify_url"))
  if (frontend === "") return 630
  if (notify === "") return 631
  if (!isAddress(notify, strict)) return 627
  return isAddress(frontend, strict) ? { frontend, notify } : 628
}

function isAddress(text: string, strict: boolean): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, port } = new URL(text)
  return strict ? protocol === "https:" && port === "" : protocol === "https:" || protocol === "http:"
}
