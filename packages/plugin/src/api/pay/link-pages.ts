import type { MedusaRequest } from "@medusajs/framework/http"
import type { LinkPage } from "../../payments/links/link-page"
import { shopLook } from "../../payments/links/shop-look"
import { languageOf } from "../browser-pages"

/** In the language that its address names, else the browser's. */
export function pageOf(request: MedusaRequest): LinkPage {
  const { lang } = request.query
  const locale = lang === "en" || lang === "zh-TW" ? lang : languageOf(request)
  return { look: shopLook(request.scope), locale }
}
