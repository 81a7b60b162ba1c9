import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type {
  RefundBatch,
  RefundRequest,
  RefundRequestState,
  RefundStep,
  RefundStepKind,
} from "../../modules/ledger/refund-desk/request-records"
import { PaymentError } from "../../toolkit/payment-error"
import type { LocalText } from "../../toolkit/text"
import { deskReaderOf } from "./begin-request"

const MOVES: readonly RefundStepKind[] = [
  ...(["requested", "renewed", "given", "approved", "sent", "returned", "done", "cancelled"] as const),
]

const DID: Readonly<Partial<Record<RefundStepKind, LocalText>>> = {
  requested: { en: "asked for this refund", "zh-TW": "已提出這筆退款申請" },
  renewed: { en: "made a new link", "zh-TW": "已重新產生連結" },
  given: { en: "named the account", "zh-TW": "已填寫帳號" },
  approved: { en: "approved it", "zh-TW": "已核准這筆退款" },
  sent: { en: "put it in a file for the bank", "zh-TW": "已將這筆退款列入銀行檔案" },
  returned: { en: "marked it as returned by the bank", "zh-TW": "已標記為銀行退回" },
  done: { en: "marked it as done", "zh-TW": "已標記為完成" },
  cancelled: { en: "cancelled it", "zh-TW": "已取消這筆退款申請" },
}

/** @throws MedusaError `not_found`, PaymentError `refused` with who moved it elsewhere */
export async function requestIn(
  container: MedusaContainer,
  id: string,
  states: readonly RefundRequestState[],
): Promise<RefundRequest> {
  const request = await deskReaderOf(container).request(id)
  if (!request) throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such refund request.")
  return states.includes(request.state) ? request : refuseSecond(container, id)
}

/** @throws PaymentError `refused` with who did what last */
export async function refuseSecond(container: MedusaContainer, id: string): Promise<never> {
  const step = await deskReaderOf(container).lastStep(id, MOVES)
  const did = step && DID[step.kind]
  if (!did) throw changedMeanwhile()
  const who = whoOf(step)
  const zh = `${who["zh-TW"]} ${did["zh-TW"]}。`
  throw new PaymentError("refused", { en: `${who.en} was first: ${did.en}.`, "zh-TW": zh })
}

function whoOf({ actor, kind }: RefundStep): LocalText {
  if (actor) return { en: actor.name, "zh-TW": actor.name }
  return kind === "given" ? { en: "The buyer", "zh-TW": "買家" } : { en: "The shop", "zh-TW": "系統" }
}

export function changedMeanwhile(): PaymentError {
  return new PaymentError("refused", {
    en: "It has changed meanwhile: please look again.",
    "zh-TW": "內容剛剛有變動，請重新檢視。",
  })
}

export function endedBefore({ done_by: by, number, reference }: RefundBatch): PaymentError {
  const zh = `${by?.name ?? "同事"} 已將檔案 ${number} 標記為完成（${reference}）`
  const en = `${by?.name ?? "Somebody"} has marked file ${number} as done already, with ${reference}.`
  return new PaymentError("refused", { en, "zh-TW": `${zh}。` })
}
