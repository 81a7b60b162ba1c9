import { type FormEvent, useState } from "react"
import { useLocale } from "../locale"
import { PlainField } from "../parts/plain-field"
import { navigate } from "../router"
import { useShop } from "../shop"
import type { TextKey } from "../texts"

/** Where a guest who lost the page finds the order again, and with it the number to pay by. */
export function FindOrderPage() {
  const { t } = useLocale()
  const { find, busy, problem } = useFinding()
  const [wanted, setWanted] = useState({ number: "", email: "" })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    find(wanted)
  }
  const set = (field: keyof typeof wanted) => (value: string) => setWanted({ ...wanted, [field]: value })
  return (
    <section className="page narrow account">
      <h1>{t("findOrder")}</h1>
      <form className="stack" onSubmit={submit}>
        <p className="hint">{t("findOrderHint")}</p>
        <div className="fields">
          <PlainField label={t("orderNumber")} name="find-number" inputMode="numeric" onText={set("number")} />
          <PlainField label={t("email")} name="find-email" type="email" autoComplete="email" onText={set("email")} />
        </div>
        {problem && (
          <p className="problem" role="alert" data-testid="find-problem">
            {t(problem)}
          </p>
        )}
        <button type="submit" className="button" data-testid="find-order" disabled={busy}>
          {t("findOrder")}
        </button>
      </form>
    </section>
  )
}

/** Looks the order up and goes to its page. */
function useFinding() {
  const { payments } = useShop()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<TextKey | null>(null)
  const find = async (wanted: Parameters<typeof payments.findOrder>[0]) => {
    setBusy(true)
    const found = await payments.findOrder(wanted).catch((error) => {
      console.warn("The order could not be looked up.", error)
      return "failed" as const
    })
    setBusy(false)
    if (found && found !== "failed" && found.sessionId) navigate(`/orders/${found.sessionId}`)
    else setProblem(found === "failed" ? "findOrderFailed" : "findOrderNone")
  }
  return { find, busy, problem }
}
