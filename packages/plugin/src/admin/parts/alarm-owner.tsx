import { Button, DropdownMenu, toast } from "@medusajs/ui"
import { useState } from "react"
import type { Alarm } from "../server/payments"
import { useAssignAlarm, useMe, useStaff } from "../server/staff"
import { useWords } from "./use-words"

/** Whose an alarm is: it can be taken at a click, and given to a colleague. */
export function AlarmOwner({ alarm }: { alarm: Alarm }) {
  const { t } = useWords()
  const me = useMe()
  const [isOpen, setOpen] = useState(false)
  const others = useStaff(isOpen).filter(({ id }) => id !== me?.id)
  const { give, isGiving } = useGiving(alarm)
  const owner = alarm.assigned_to
  return (
    <DropdownMenu open={isOpen} onOpenChange={setOpen}>
      <DropdownMenu.Trigger asChild>
        <Button size="small" variant="transparent" isLoading={isGiving}>
          {owner ? t("alarms.assigned", { name: owner.name }) : t("alarms.assign")}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content className="max-h-72 overflow-y-auto">
        {me && owner?.id !== me.id && (
          <DropdownMenu.Item onClick={() => give(me)}>{t("alarms.take")}</DropdownMenu.Item>
        )}
        {others.map((member) => (
          <DropdownMenu.Item key={member.id} onClick={() => give(member)}>
            {member.name}
          </DropdownMenu.Item>
        ))}
        {owner && <DropdownMenu.Item onClick={() => give(null)}>{t("alarms.nobody")}</DropdownMenu.Item>}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}

function useGiving(alarm: Alarm) {
  const { t } = useWords()
  const { mutateAsync, isPending } = useAssignAlarm(alarm)
  const give = (to: { readonly id: string; readonly name: string } | null) => {
    const said = to ? t("alarms.assignedTo", { name: to.name }) : t("alarms.assignedToNobody")
    mutateAsync(to?.id ?? null).then(
      () => toast.success(said),
      (error: unknown) => toast.error(t("failed"), { description: error instanceof Error ? error.message : undefined }),
    )
  }
  return { give, isGiving: isPending }
}
