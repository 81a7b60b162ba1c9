import { Select } from "@medusajs/ui"
import { usePayoutSums } from "../server/payouts"
import { useAddress } from "./use-address"
import { useWords } from "./use-words"

/** Whose money is shown; that which the shop counts unless the address says otherwise. */
export function usePayoutEnvironment(): { readonly environment?: string } {
  const environment = useAddress().get("environment")
  return environment ? { environment } : {}
}

/** Lets staff see what was paid out in a test; shown where anything was. */
export function PayoutEnvironment() {
  const { t } = useWords()
  const { change } = useAddress()
  const { environment = "production" } = usePayoutEnvironment()
  const { data } = usePayoutSums(usePayoutEnvironment())
  if (!data || data.others.length === 0) return null
  const choose = (to: string) =>
    change({ environment: to === "production" ? null : to, payout: null, payoutPage: null, linePage: null })
  return (
    <div className="w-40">
      <Select size="small" value={environment} onValueChange={choose}>
        <Select.Trigger aria-label={t("list.environment")}>
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          {["production", ...data.others].map((each) => (
            <Select.Item key={each} value={each}>
              {t(`environments.${each}`)}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </div>
  )
}
