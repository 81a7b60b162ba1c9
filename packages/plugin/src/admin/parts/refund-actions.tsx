import { Button, toast } from "@medusajs/ui"
import { useState } from "react"
import { type RefundRequest, useApprove, useCancelRequest, useRenewLink, useReturned } from "../server/refund-desk"
import { EnterAccountPrompt } from "./enter-account-prompt"
import { ReasonPrompt } from "./reason-prompt"
import { useWords } from "./use-words"

interface RefundActionsProps {
  readonly request: RefundRequest
  readonly hasSecondPerson: boolean
  /** It stands elsewhere in the queue then. */
  readonly onDone: () => void
}

/** What can be done about a request where it stands. */
export function RefundActions({ request, hasSecondPerson, onDone }: RefundActionsProps) {
  const { t } = useWords()
  const { id, state, batch, booked_as } = request
  const [asking, setAsking] = useState<"enter" | "cancel" | "returned" | null>(null)
  const cancel = useCancelRequest(id)
  const returned = useReturned(id)
  const isAsked = state === "wanted" || state === "returned"
  const isOpen = isAsked || state === "given" || state === "approved"
  const isAtBank = (state === "sent" && batch?.reference === null) || state === "done"
  const close = () => setAsking(null)
  if (!isOpen && !isAtBank) return null
  return (
    <div className="bg-ui-bg-subtle flex flex-wrap gap-2 px-6 py-4">
      {state === "given" && hasSecondPerson && <ApproveButton request={request} onDone={onDone} />}
      {isAsked && <RenewButton request={request} />}
      {isAsked && (
        <Button size="small" variant="secondary" onClick={() => setAsking("enter")}>
          {t("refunds.enter.button")}
        </Button>
      )}
      {isOpen && booked_as === null && (
        <Button size="small" variant="secondary" onClick={() => setAsking("cancel")}>
          {t("refunds.cancel.button")}
        </Button>
      )}
      {isAtBank && (
        <Button size="small" variant="secondary" onClick={() => setAsking("returned")}>
          {t("refunds.returned.button")}
        </Button>
      )}
      {asking === "enter" && <EnterAccountPrompt request={request} onClose={close} />}
      {asking === "cancel" && (
        <ReasonPrompt
          words="cancel"
          isDangerous
          onConfirm={(reason) => cancel.mutateAsync({ reason })}
          onClose={close}
        />
      )}
      {asking === "returned" && (
        <ReasonPrompt
          words={state === "done" ? "returnedLater" : "returned"}
          onConfirm={(reason) => returned.mutateAsync({ reason })}
          onClose={close}
        />
      )}
    </div>
  )
}

function ApproveButton({ request: { id, version }, onDone }: Pick<RefundActionsProps, "request" | "onDone">) {
  const { t } = useWords()
  const { mutateAsync, isPending } = useApprove(id)
  const approve = async () => {
    await mutateAsync({ version })
    toast.success(t("refunds.approve.done"))
    onDone()
  }
  return (
    <Button size="small" isLoading={isPending} onClick={() => void approve().catch(tell(t("failed")))}>
      {t("refunds.approve.button")}
    </Button>
  )
}

/** The buyer is asked again by an event; the link is also in the clipboard, to be sent by hand. */
function RenewButton({ request: { id } }: Pick<RefundActionsProps, "request">) {
  const { t, time } = useWords()
  const { mutateAsync, isPending } = useRenewLink(id)
  const renew = async () => {
    const { url, ends_at } = await mutateAsync(undefined)
    await navigator.clipboard.writeText(url)
    toast.success(t("refunds.renew.done"), { description: t("refunds.renew.until", { end: time(ends_at) }) })
  }
  return (
    <Button size="small" isLoading={isPending} onClick={() => void renew().catch(tell(t("failed")))}>
      {t("refunds.renew.button")}
    </Button>
  )
}

function tell(title: string) {
  return (error: unknown) => toast.error(title, { description: error instanceof Error ? error.message : undefined })
}
