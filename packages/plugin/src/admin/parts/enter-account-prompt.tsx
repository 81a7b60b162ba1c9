import { Input, toast } from "@medusajs/ui"
import { useState } from "react"
import { type RefundRequest, useEnterAccount } from "../server/refund-desk"
import { FormPrompt, PromptField } from "./form-prompt"
import { useWords } from "./use-words"

const FIELDS = ["bank", "branch", "number", "holder"] as const
const EMPTY = { bank: "", branch: "", number: "", holder: "" }

/** Enters the account for a buyer who told it in another way. */
export function EnterAccountPrompt({ request, onClose }: { request: RefundRequest; onClose: () => void }) {
  const { t } = useWords()
  const [account, setAccount] = useState(EMPTY)
  const { mutateAsync } = useEnterAccount(request.id)
  const confirm = async () => {
    await mutateAsync(account)
    toast.success(t("refunds.enter.done"))
  }
  return (
    <FormPrompt
      title={t("refunds.enter.title")}
      text={t("refunds.enter.text")}
      confirm={t("refunds.enter.button")}
      isDangerous={false}
      isReady={account.bank !== "" && account.number !== "" && account.holder !== ""}
      onConfirm={confirm}
      onClose={onClose}
    >
      {FIELDS.map((name) => (
        <PromptField key={name} label={t(`refunds.account.${name}`)} hint={t(`refunds.hints.${name}`)}>
          <Input
            autoComplete="off"
            inputMode={name === "holder" ? "text" : "numeric"}
            value={account[name]}
            onChange={({ target }) => setAccount({ ...account, [name]: target.value })}
          />
        </PromptField>
      ))}
    </FormPrompt>
  )
}
