import type { MedusaContainer } from "@medusajs/framework/types"
import type { Actor } from "../../modules/ledger/records"
import { NO_ACCOUNT, type StepFacts } from "../../modules/ledger/refund-desk/refund-requests"
import type {
  RefundRequest,
  RefundRequestChange,
  RefundStepKind,
} from "../../modules/ledger/refund-desk/request-records"
import { PaymentError } from "../../toolkit/payment-error"
import type { LocalText } from "../../toolkit/text"
import { contextBy } from "../staff/actor"
import { type AccountProblems, type BankAccount, readAccount, type WrittenAccount } from "./bank-account"
import { deskReaderOf, renewLink, requireDesk } from "./begin-request"
import { PROBLEMS } from "./refund-words"
import { refundLinkOf } from "./request-link"
import { openAccount, sealedAccount } from "./sealed-account"
import { changedMeanwhile, refuseSecond, requestIn } from "./who-moved-it"

/** What staff do to a request: each by one of many at once, and who comes second reads who was first. */

/** A new link, to the buyer by an event and to whoever asks for it; the ones before open no more. */
export async function renew(container: MedusaContainer, id: string, actor: Actor): Promise<RenewedLink> {
  const request = await requestIn(container, id, ["wanted", "returned"])
  const renewed = (await renewLink(container, request, actor)) ?? (await refuseSecond(container, id))
  return { url: await refundLinkOf(container, renewed), ends_at: renewed.link_expires_at }
}

export interface RenewedLink {
  readonly url: string
  readonly ends_at: Date
}

/** Enters the account for a buyer who told it in another way. */
export async function enterAccount(
  container: MedusaContainer,
  id: string,
  written: Omit<WrittenAccount, "other">,
  actor: Actor,
): Promise<RefundRequest> {
  const { account, problems } = readAccount({ ...written, other: "" })
  if (!account) throw new PaymentError("refused", saidOf(problems))
  const request = await requestIn(container, id, ["wanted", "given", "returned"])
  const change = { state: "given", given_by: actor, ...givenNow(container, request, account) } as const
  return move(container, request, change, { kind: "given" }, actor)
}

function saidOf(problems: AccountProblems): LocalText {
  const said = Object.values(problems).map((problem) => PROBLEMS[problem])
  return { en: said.map(({ en }) => en).join(" "), "zh-TW": said.map((each) => each["zh-TW"]).join("") }
}

/** What changes with an account that is given now, by whom so ever. */
export function givenNow(
  container: MedusaContainer,
  request: RefundRequest,
  account: BankAccount,
): RefundRequestChange {
  const sealed = sealedAccount(requireDesk(container).keys, request, account)
  return { ...sealed, given_at: new Date(), approved_by: null, problem: null, batch_id: null, line: null, tries: 0 }
}

/**
 * A second person's consent to the account as it was looked at. Who asked for the refund, had its link in hand, entered its
 * account, or said that the bank sent the money back, cannot give it.
 * @throws PaymentError `refused`
 */
export async function approve(
  container: MedusaContainer,
  id: string,
  version: number,
  actor: Actor,
): Promise<RefundRequest> {
  const request = await requestIn(container, id, ["given"])
  if (request.version !== version) throw changedMeanwhile()
  const steps = await deskReaderOf(container).steps([id])
  if (steps.some((step) => HANDED.has(step.kind) && step.actor?.id === actor.id)) throw needsAnother()
  return move(container, request, { state: "approved", approved_by: actor }, { kind: "approved" }, actor)
}

const HANDED: ReadonlySet<RefundStepKind> = new Set(["requested", "renewed", "given", "returned"])

/** Gives a request up; its account is erased at once. */
export async function cancel(
  container: MedusaContainer,
  id: string,
  reason: string,
  actor: Actor,
): Promise<RefundRequest> {
  const request = await requestIn(container, id, ["wanted", "given", "approved", "returned"])
  if (request.booked_as !== null) throw owedInTheBooks()
  const change = { ...NO_ACCOUNT, state: "cancelled", ended_at: new Date() } as const
  return move(container, request, change, { kind: "cancelled", note: reason }, actor)
}

/** The account in the clear, for one of the staff, which is written down before they see it. */
export async function showAccount(container: MedusaContainer, id: string, actor: Actor): Promise<BankAccount> {
  const request = await requestIn(container, id, ["given", "approved", "sent", "done"])
  await contextBy(container, actor).ledger.refundRequests.tell(id, { kind: "shown" })
  return openAccount(requireDesk(container).keys, request)
}

async function move(
  container: MedusaContainer,
  request: RefundRequest,
  change: RefundRequestChange,
  step: StepFacts,
  actor: Actor,
): Promise<RefundRequest> {
  const moved = await contextBy(container, actor).ledger.refundRequests.change(request, change, step)
  return moved ?? refuseSecond(container, request.id)
}

function owedInTheBooks(): PaymentError {
  const zh = "帳上已登記退款，這筆款項仍應付給買家，不能取消；請重新取得帳戶後再匯款"
  const en =
    "The books have it as given back, so it is owed to the buyer and cannot be cancelled: send it to another account."
  return new PaymentError("refused", { en, "zh-TW": `${zh}。` })
}

function needsAnother(): PaymentError {
  const zh = "提出申請、產生連結、填寫帳號或登記銀行退回的人不能核准，請由另一位同事核准"
  const en =
    "Who asked for a refund, made its link, entered its account or marked it as returned cannot approve it: another person has to."
  return new PaymentError("refused", { en, "zh-TW": `${zh}。` })
}
