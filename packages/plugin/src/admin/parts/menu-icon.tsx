import { CreditCard } from "@medusajs/icons"
import { useOpenAlarms } from "../server/payments"
import { useWords } from "./use-words"

/** More are not counted in the menu. */
const MOST = 99

/** Medusa's menu has no room for a number beside a name (2.21.2), and cuts off what leaves the icon's 15 pixels: so it takes the icon's place. */
export function MenuIcon() {
  const { t } = useWords()
  const count = useOpenAlarms()
  if (count === 0) return <CreditCard />
  return (
    <span
      role="img"
      aria-label={t("alarms.openCount", { count })}
      className="bg-ui-button-danger text-ui-fg-on-color flex size-[15px] items-center justify-center text-[10px] font-medium leading-none tabular-nums"
    >
      {Math.min(count, MOST)}
    </span>
  )
}
