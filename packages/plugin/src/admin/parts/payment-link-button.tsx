import { Link } from "@medusajs/icons"
import { Button, toast } from "@medusajs/ui"
import { useState } from "react"
import { type MadeLink, useMakeLink } from "../server/payment-link"
import { money, useWords } from "./use-words"

/** Makes the link by which the buyer pays what is left of an order, and copies it. */
export function PaymentLinkButton({ orderId }: { orderId: string }) {
  const { t, time } = useWords()
  const { mutateAsync, isPending } = useMakeLink(orderId)
  const [made, setMade] = useState<MadeLink | null>(null)
  const make = async () => {
    const link = await mutateAsync()
    setMade(link)
    await navigator.clipboard.writeText(link.url)
    toast.success(t("link.copied"), {
      description: t("link.until", { amount: money(link.amount), end: time(link.ends_at) }),
    })
  }
  const run = () => {
    make().catch((error: unknown) => toast.error(t("failed"), { description: String(error) }))
  }
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <Button size="small" variant="secondary" className="w-fit" isLoading={isPending} onClick={run}>
        <Link aria-hidden />
        {t("link.button")}
      </Button>
      {made && (
        <a
          className="txt-compact-xsmall text-ui-fg-interactive break-all"
          href={made.url}
          target="_blank"
          rel="noreferrer"
        >
          {made.url}
        </a>
      )}
    </div>
  )
}
