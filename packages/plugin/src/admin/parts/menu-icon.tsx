import { CreditCard } from "@medusajs/icons"
import { useOpenAlarms } from "../server/payments"
import { useWords } from "./use-words"

/** More are not counted in the menu. */
const MOST = 99

/** Medusa's menu has no room for a number beside a name; its icon is ours, and carries how many alarms are open. */
export function MenuIcon() {
  const { t } = useWords()
  const count = useOpenAlarms()
  return (
    <span className="relative flex">
      <CreditCard />
      {count > 0 && (
        <span
          role="img"
          aria-label={t("alarms.openCount", { count })}
          className="bg-ui-tag-red-icon absolute -right-2 -top-2 flex h-3.5 min-w-3.5 items-center justify-center rounded-full px-1 text-[9px] font-medium leading-none text-white"
        >
          {count > MOST ? `${MOST}+` : count}
        </span>
      )}
    </span>
  )
}
