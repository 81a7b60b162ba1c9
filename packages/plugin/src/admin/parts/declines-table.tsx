import { Text } from "@medusajs/ui"
import type { Overview } from "../server/payments"
import { useWords } from "./use-words"

/** Why buyers were declined, the most frequent reason first; a bar's length says how much more frequent. */
export function DeclinesTable({ declines }: { declines: Overview["declines"] }) {
  const { t, pick } = useWords()
  if (declines.length === 0) return <Text size="small">{t("overview.noDeclines")}</Text>
  const most = Math.max(...declines.map(({ count }) => count))
  return (
    <ol className="flex flex-col gap-y-3">
      {declines.map(({ gateway_name, code, meaning, count }) => (
        <li key={`${gateway_name.en} ${code}`} className="flex flex-col gap-y-1">
          <div className="txt-compact-small flex items-baseline justify-between gap-x-4">
            <span className="min-w-0 break-words">
              {meaning ? pick(meaning) : code ? t("timeline.code", { code }) : t("overview.noReason")}{" "}
              <span className="text-ui-fg-subtle">
                {pick(gateway_name)} {meaning && code}
              </span>
            </span>
            <span className="tabular-nums">{count.toLocaleString("en-US")}</span>
          </div>
          <div
            aria-hidden
            className="h-2 rounded-sm"
            style={{ width: `${(100 * count) / most}%`, background: "var(--tag-blue-text)" }}
          />
        </li>
      ))}
    </ol>
  )
}
