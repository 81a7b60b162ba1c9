import { type FormEvent, useState } from "react"
import { countItems, useCart } from "../cart"
import { type Credentials, type Customer, useCustomer } from "../customer"
import { useLocale } from "../locale"
import { PlainField } from "../parts/plain-field"
import { Link, navigate } from "../router"

/** Where customers log in: only they can have their cards remembered. */
export function AccountPage() {
  const { t } = useLocale()
  const { customer } = useCustomer()
  return (
    <section className="page narrow account">
      <h1>{t("account")}</h1>
      {customer ? <Inside customer={customer} /> : <Entrance />}
    </section>
  )
}

function Inside({ customer }: { customer: Customer }) {
  const { t } = useLocale()
  const { logOut } = useCustomer()
  return (
    <>
      <p data-testid="logged-in">
        {t("loggedInAs")} {customer.email}
      </p>
      <button type="button" className="button quiet" data-testid="log-out" onClick={logOut}>
        {t("logOut")}
      </button>
    </>
  )
}

function Entrance() {
  const { t } = useLocale()
  const { enter, busy, failed } = useEntrance()
  const [credentials, setCredentials] = useState({ email: "", password: "" })
  const set = (field: keyof Credentials) => (value: string) => setCredentials({ ...credentials, [field]: value })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    enter("logIn", credentials)
  }
  const join = (event: { currentTarget: HTMLButtonElement }) =>
    event.currentTarget.form?.reportValidity() && enter("join", credentials)
  return (
    <form className="stack" onSubmit={submit}>
      <p className="hint">{t("accountHint")}</p>
      <div className="fields">
        <PlainField label={t("email")} name="account-email" type="email" autoComplete="email" onText={set("email")} />
        <PlainField
          label={t("password")}
          name="account-password"
          type="password"
          autoComplete="current-password"
          minLength={8}
          onText={set("password")}
        />
      </div>
      {failed && (
        <p className="problem" role="alert" data-testid="account-problem">
          {t(failed === "logIn" ? "errorLogIn" : "errorJoin")}
        </p>
      )}
      <button type="submit" className="button" data-testid="log-in" disabled={busy}>
        {t("logIn")}
      </button>
      <button type="button" className="button quiet" data-testid="join" disabled={busy} onClick={join}>
        {t("join")}
      </button>
      <Link to="/orders" data-testid="find-order-link">
        {t("findOrderGuest")}
      </Link>
    </form>
  )
}

/** Logs in or makes an account, then goes on with what was begun. */
function useEntrance() {
  const customers = useCustomer()
  const { cart } = useCart()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<"logIn" | "join" | null>(null)
  const enter = async (door: "logIn" | "join", credentials: Credentials) => {
    setBusy(true)
    setFailed(null)
    try {
      await customers[door](credentials)
      navigate(countItems(cart) > 0 ? "/checkout" : "/")
    } catch (error) {
      console.warn("The customer could not come in.", error)
      setFailed(door)
      setBusy(false)
    }
  }
  return { enter, busy, failed }
}
