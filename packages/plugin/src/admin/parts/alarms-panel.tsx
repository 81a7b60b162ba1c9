import { CheckCircle } from "@medusajs/icons"
import { Badge, Container, Heading, Label, Switch, Tabs, Text } from "@medusajs/ui"
import { type ReactNode, useId } from "react"
import { useAlarms } from "../server/payments"
import { AlarmRow } from "./alarm-row"
import { LoadError } from "./load-error"
import { ResolvedAlarms } from "./resolved-alarms"
import { useAddress } from "./use-address"
import { useWords } from "./use-words"

type OnShow = (attemptId: string) => void

/** Money that waits for a person's decision, and what was decided about the rest. */
export function AlarmsPanel({ onShow }: { onShow: OnShow }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const isMine = get("alarmsOf") === "me"
  const open = useAlarms("open", { limit: 100, offset: 0 }, isMine)
  const count = open.data?.count ?? 0
  return (
    <Container className="p-0">
      <Tabs
        value={get("tab") === "resolved" ? "resolved" : "open"}
        onValueChange={(tab) => change({ tab: tab === "resolved" ? tab : null, alarmPage: null })}
      >
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-6 py-4">
          <Heading level="h2">{t("alarms.title")}</Heading>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Mine isOn={isMine} onChange={(isOn) => change({ alarmsOf: isOn ? "me" : null })} />
            <Tabs.List aria-label={t("alarms.title")}>
              <Tabs.Trigger value="open" className="gap-x-2">
                {t("alarms.open")}
                {count > 0 && (
                  <Badge size="2xsmall" color="red" rounded="full">
                    {count}
                  </Badge>
                )}
              </Tabs.Trigger>
              <Tabs.Trigger value="resolved">{t("alarms.resolvedTab")}</Tabs.Trigger>
            </Tabs.List>
          </div>
        </div>
        <Tabs.Content value="open" className="divide-y border-t">
          {open.error && <LoadError error={open.error} onRetry={open.refetch} />}
          {open.data?.count === 0 && <Nothing>{isMine ? t("alarms.noneMine") : t("alarms.none")}</Nothing>}
          {open.data?.alarms.map((alarm) => (
            <AlarmRow key={alarm.id} alarm={alarm} onShow={onShow} />
          ))}
        </Tabs.Content>
        <Tabs.Content value="resolved" className="divide-y border-t">
          <ResolvedAlarms onShow={onShow} />
        </Tabs.Content>
      </Tabs>
    </Container>
  )
}

function Mine({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const { t } = useWords()
  const id = useId()
  return (
    <span className="flex items-center gap-x-2">
      <Switch id={id} size="small" checked={isOn} onCheckedChange={onChange} />
      <Label size="small" htmlFor={id}>
        {t("alarms.mine")}
      </Label>
    </span>
  )
}

export function Nothing({ children }: { children: ReactNode }) {
  return (
    <div className="text-ui-fg-subtle flex items-center gap-x-2 px-6 py-4">
      <CheckCircle className="text-ui-tag-green-icon" />
      <Text size="small" leading="compact">
        {children}
      </Text>
    </div>
  )
}
