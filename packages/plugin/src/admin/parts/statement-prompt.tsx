import { Input, Select, toast } from "@medusajs/ui"
import { useState } from "react"
import { type StatementAccount, useBringStatement, useStatementAccounts } from "../server/payouts"
import { FormPrompt, PromptField } from "./form-prompt"
import { useWords } from "./use-words"

const keyOf = ({ gateway, environment, merchant }: StatementAccount) => `${gateway} ${environment} ${merchant}`

/** Asks for a gateway's statement: whose it is, its file, and the day of payout where the file does not say. */
export function StatementPrompt({ onClose }: { onClose: () => void }) {
  const { t, pick } = useWords()
  const { data } = useStatementAccounts()
  const { mutateAsync } = useBringStatement()
  const [chosen, setChosen] = useState("")
  const [file, setFile] = useState<File | null>(null)
  const [paidOutOn, setPaidOutOn] = useState("")
  const accounts = data?.accounts ?? []
  const account = accounts.find((each) => keyOf(each) === chosen) ?? (accounts.length === 1 ? accounts[0] : undefined)
  const bring = async () => {
    if (!account || !file) return
    const {
      lines,
      new_lines: fresh,
      is_new: isNew,
      day_changed: dayChanged,
    } = await mutateAsync({ account, file, paidOutOn })
    const known = dayChanged ? "payouts.dayChanged" : "payouts.knownAlready"
    toast.success(isNew ? t("payouts.brought", { lines, fresh }) : t(known))
  }
  return (
    <FormPrompt
      title={t("payouts.bring")}
      text={t("payouts.bringText")}
      confirm={t("payouts.bringButton")}
      isDangerous={false}
      isReady={account !== undefined && file !== null}
      onConfirm={bring}
      onClose={onClose}
    >
      <AccountField accounts={accounts} chosen={account} onChoose={setChosen} />
      <PromptField
        label={t("payouts.fileLabel")}
        hint={account ? account.layouts.map(({ name }) => pick(name)).join(" · ") : t("payouts.fileHint")}
      >
        <input
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          className="txt-compact-small text-ui-fg-subtle file:border-ui-border-base file:bg-ui-button-neutral file:text-ui-fg-base file:my-px file:ml-px file:mr-3 file:rounded-md file:border file:px-3 file:py-1.5"
          onChange={({ target }) => setFile(target.files?.[0] ?? null)}
        />
      </PromptField>
      <PromptField label={t("payouts.dayLabel")} hint={t("payouts.dayHint")}>
        <Input type="date" size="small" value={paidOutOn} onChange={({ target }) => setPaidOutOn(target.value)} />
      </PromptField>
    </FormPrompt>
  )
}

interface AccountFieldProps {
  readonly accounts: readonly StatementAccount[]
  readonly chosen: StatementAccount | undefined
  readonly onChoose: (key: string) => void
}

function AccountField({ accounts, chosen, onChoose }: AccountFieldProps) {
  const { t, pick } = useWords()
  return (
    <PromptField label={t("payouts.account")} hint={t("payouts.accountHint")}>
      <AccountSelect
        accounts={accounts.map((each) => ({ key: keyOf(each), name: `${pick(each.gateway_name)} · ${each.merchant}` }))}
        chosen={chosen ? keyOf(chosen) : ""}
        onChoose={onChoose}
      />
    </PromptField>
  )
}

interface AccountSelectProps {
  readonly accounts: readonly { readonly key: string; readonly name: string }[]
  readonly chosen: string
  readonly onChoose: (key: string) => void
  readonly id?: string
  readonly "aria-describedby"?: string
}

function AccountSelect({ accounts, chosen, onChoose, ...field }: AccountSelectProps) {
  const { t } = useWords()
  return (
    <Select size="small" value={chosen} onValueChange={onChoose}>
      <Select.Trigger {...field}>
        <Select.Value placeholder={t("payouts.chooseAccount")} />
      </Select.Trigger>
      <Select.Content>
        {accounts.map(({ key, name }) => (
          <Select.Item key={key} value={key}>
            {name}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  )
}
