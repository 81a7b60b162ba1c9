import { Button, Text } from "@medusajs/ui"
import { useAddress } from "./use-address"
import { useWords } from "./use-words"

interface PageTurnerProps {
  /** Of the page in the address. */
  readonly name: string
  readonly page: number
  readonly size: number
  readonly count: number
}

/** Nothing where all of it stands on one page. */
export function PageTurner({ name, page, size, count }: PageTurnerProps) {
  const { t } = useWords()
  const { change } = useAddress()
  if (page === 1 && count <= size) return null
  const turn = (to: number) => change({ [name]: to > 1 ? String(to) : null })
  return (
    <div className="flex items-center justify-end gap-x-2 border-t px-6 py-4">
      <Text size="small" className="text-ui-fg-subtle tabular-nums">
        {t("payouts.pageOf", { page, pages: Math.ceil(count / size) })}
      </Text>
      <Button size="small" variant="transparent" disabled={page === 1} onClick={() => turn(page - 1)}>
        {t("payouts.previous")}
      </Button>
      <Button size="small" variant="transparent" disabled={page * size >= count} onClick={() => turn(page + 1)}>
        {t("payouts.next")}
      </Button>
    </div>
  )
}
