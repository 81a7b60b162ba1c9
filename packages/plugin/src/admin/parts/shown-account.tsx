import { Button, Copy, toast } from "@medusajs/ui"
import { useState } from "react"
import { type BankAccount, type RefundRequest, useShowAccount } from "../server/refund-desk"
import { useWords } from "./use-words"

/** The account in the clear, once it is asked for; that somebody did is written down. */
export function ShownAccount({ request }: { request: RefundRequest }) {
  const { t } = useWords()
  const [account, setAccount] = useState<BankAccount | null>(null)
  const { mutateAsync, isPending } = useShowAccount(request.id)
  const show = () => {
    mutateAsync(undefined).then(
      ({ account }) => setAccount(account),
      (error: unknown) => toast.error(t("failed"), { description: error instanceof Error ? error.message : undefined }),
    )
  }
  if (account) return <Account account={account} />
  return (
    <span className="mt-2 block">
      <Button size="small" variant="secondary" isLoading={isPending} onClick={show}>
        {t("refunds.show")}
      </Button>
      <span className="text-ui-fg-subtle mt-1 block">{t("refunds.showText")}</span>
    </span>
  )
}

function Account({ account: { bank, branch, number, holder } }: { account: BankAccount }) {
  const { t } = useWords()
  const code = [bank, branch].filter(Boolean).join("-")
  return (
    <span className="mt-2 flex flex-wrap items-center gap-x-3 tabular-nums">
      <strong className="break-all">{`${code} ${number}`}</strong>
      <span>{holder}</span>
      <Copy content={number} variant="mini" aria-label={t("refunds.copy")} />
    </span>
  )
}
