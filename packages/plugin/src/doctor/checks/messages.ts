import { isSeen } from "../facts"
import { finding } from "../finding"
import type { Check } from "./check"

export const messages: Check = (facts) => [...silent(facts), ...unsent(facts)]

const silent: Check = ({ config: { messages: wanted } }) => {
  if (!wanted.isOn || wanted.hasProvider) return []
  return [
    finding(
      "messages",
      "provider",
      `Messages are switched on, and no notification provider has the channel "email", so none is sent; add one to the providers of "@medusajs/medusa/notification".`,
      `已開啟通知信，但沒有任何通知服務提供「email」通道，因此一封也不會寄出；請在「@medusajs/medusa/notification」的 providers 加上寄信服務。`,
    ),
  ]
}

const unsent: Check = ({ database }) => {
  const count = isSeen(database) && database.ledger !== null ? database.ledger.unsentMessages : 0
  if (count === 0) return []
  return [
    finding(
      "messages",
      "unsent",
      `${count} messages of the last seven days could not be sent, or may not have been; look into the server's log for "gives up sending", and at the account of the mail provider.`,
      `最近七天有 ${count} 封通知信沒有寄出，或無法確定是否寄出；請查看伺服器記錄檔裡的「gives up sending」，並檢查寄信服務的帳號。`,
    ),
  ]
}
