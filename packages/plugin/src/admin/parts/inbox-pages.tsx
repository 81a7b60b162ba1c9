import { Button } from "@medusajs/ui"
import { useAddress } from "./use-address"
import { useWords } from "./use-words"

/** From page to page towards the past, and back to the newest; the browser's "back" leads to the page before. */
export function InboxPages({ last, hasMore }: { last: string | undefined; hasMore: boolean }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const isNewest = get("after") === ""
  if (isNewest && !hasMore) return null
  return (
    <div className="flex items-center justify-end gap-x-2 px-6 py-4">
      <Button size="small" variant="transparent" disabled={isNewest} onClick={() => change({ after: null })}>
        {t("inbox.newest")}
      </Button>
      <Button
        size="small"
        variant="transparent"
        disabled={!hasMore || last === undefined}
        onClick={() => change({ after: last ?? null })}
      >
        {t("inbox.older")}
      </Button>
    </div>
  )
}
