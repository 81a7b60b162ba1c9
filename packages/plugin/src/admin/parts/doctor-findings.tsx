import { CheckCircle, ExclamationCircleSolid } from "@medusajs/icons"
import { Text } from "@medusajs/ui"
import type { Doctor } from "../server/doctor"
import { useWords } from "./use-words"

/** What there is to mend, then what was looked at and is no fault. */
export function DoctorFindings({ findings, notes }: Doctor) {
  const { t, pick } = useWords()
  return (
    <>
      {findings.length === 0 && (
        <div className="flex items-center gap-x-3 px-6 py-4">
          <CheckCircle className="text-ui-tag-green-icon shrink-0" />
          <Text size="small">{t("doctor.none")}</Text>
        </div>
      )}
      {findings.length > 0 && (
        <ul className="divide-y">
          {findings.map(({ check, subject, text }) => (
            <li key={`${check} ${subject} ${text.en}`} className="flex gap-x-3 px-6 py-4">
              <ExclamationCircleSolid className="text-ui-tag-red-icon mt-0.5 shrink-0" />
              <Text size="small" className="min-w-0 break-words text-pretty">
                {pick(text)}
              </Text>
            </li>
          ))}
        </ul>
      )}
      <ul className="flex flex-col gap-y-1 px-6 py-4">
        {notes.map((note) => (
          <li key={note.en}>
            <Text size="small" className="text-ui-fg-subtle break-words">
              {pick(note)}
            </Text>
          </li>
        ))}
      </ul>
    </>
  )
}
