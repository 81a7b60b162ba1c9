import { Drawer, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useAttempt } from "../server/payments"
import { AttemptBody } from "./attempt-body"
import { AttemptTitle } from "./attempt-title"
import { BuyerCard } from "./buyer"
import { LINK } from "./link-class"
import { NamedButtons } from "./named-buttons"
import { useWords } from "./use-words"

/** A payment beside the list. */
export function AttemptDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords()
  const { data } = useAttempt(id)
  const order = data?.attempt.order
  return (
    <Drawer open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Drawer.Content aria-describedby={undefined} className="max-sm:inset-x-2 max-sm:w-auto sm:max-w-[560px]">
        <NamedButtons name={t("close")}>
          <Drawer.Header>
            <Drawer.Title>{data?.attempt.trade_no ?? t("title")}</Drawer.Title>
            {order && (
              <Text size="small">
                <Link to={`/orders/${order.id}`} className={LINK}>
                  {t("alarms.order", { number: order.display_id })}
                </Link>
              </Text>
            )}
          </Drawer.Header>
        </NamedButtons>
        <Drawer.Body className="overflow-y-auto p-0">
          {data && (
            <div className="border-b px-6 py-4">
              <AttemptTitle attempt={data.attempt} />
            </div>
          )}
          {data && (
            <div className="border-b">
              <BuyerCard buyer={data.attempt.buyer} />
            </div>
          )}
          <AttemptBody id={id} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer>
  )
}
