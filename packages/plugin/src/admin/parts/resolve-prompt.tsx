import { Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import { useResolveAlarm } from "../server/payments"
import { FormPrompt, PromptField } from "./form-prompt"
import { useWords } from "./use-words"

/** Closes an alarm with a person's words. */
export function ResolvePrompt({ alarmId, onClose }: { alarmId: string; onClose: () => void }) {
  const { t } = useWords()
  const [resolution, setResolution] = useState("")
  const { mutateAsync } = useResolveAlarm(alarmId)
  const confirm = async () => {
    await mutateAsync({ resolution: resolution.trim() })
    toast.success(t("alarms.resolved"))
  }
  return (
    <FormPrompt
      title={t("alarms.resolveTitle")}
      text={t("alarms.resolveText")}
      confirm={t("alarms.resolve")}
      isDangerous={false}
      isReady={resolution.trim() !== ""}
      onConfirm={confirm}
      onClose={onClose}
    >
      <PromptField label={t("alarms.resolution")} hint={t("alarms.resolutionHint")}>
        <Textarea
          rows={3}
          maxLength={500}
          value={resolution}
          onChange={({ target }: { target: HTMLTextAreaElement }) => setResolution(target.value)}
        />
      </PromptField>
    </FormPrompt>
  )
}
