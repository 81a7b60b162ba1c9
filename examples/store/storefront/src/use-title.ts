import { useEffect } from "react"
import { useLocale } from "./locale"

/** Names the window after its page, for tabs, history and screen readers; leaves its name alone where the page names it itself. */
export function useTitle(page: string | undefined): void {
  const { t } = useLocale()
  const shop = t("shopName")
  useEffect(() => {
    if (page) document.title = `${page} · ${shop}`
  }, [page, shop])
}
