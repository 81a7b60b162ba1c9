import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  DeletePaymentInput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  IEventBusModuleService,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  Logger,
  ProviderWebhookPayload,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import { AbstractPaymentProvider, MedusaError, PaymentActions, PaymentSessionStatus } from "@medusajs/framework/utils"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import type { Gateway, Method } from "../../toolkit/contract/gateway"
import { PaymentError } from "../../toolkit/payment-error"
import { decimalOf, type Twd, toWholeDollars } from "../../toolkit/twd"
import { SHOPPER_MESSAGES } from "../checkout/shopper-messages"
import { openContext, type PaymentContext } from "../context"
import { captureAmount, hasPaidCart, liveSession, refundRowOf } from "../medusa/rows"
import { dataOf, readPreferences, type SessionData, withoutForeignKeys } from "../medusa/session-data"
import { isRealMoney, limitsOf, type MethodAccount, openMethodAccount, startUrl } from "../method-account"
import { recordNotice } from "../notices/verify"
import { capture, voidAuthorization } from "../operations/capture"
import { leftOf } from "../operations/left"
import { refund } from "../operations/refund"
import { isTakenBack, moneyStays } from "../placing"
import { queryStatus } from "../queries/query"
import { carrierOf, chargeOf, sessionCarrying } from "../session-rules"
import { type Data, rawMessage, required, sessionOf } from "./medusa-input"
import { ACTION_OF, inMedusaTerms, STATUS_OF } from "./medusa-terms"

/** What Medusa's payment module puts into a provider's cradle, as far as it is used here. */
export interface Cradle extends Record<string, unknown> {
  readonly __pg_connection__: Knex
  readonly logger: Logger
  readonly event_bus?: IEventBusModuleService
}

/**
 * The one payment provider of this package: every method of every gateway is this class with another `kind` and `method`.
 * What it believes stands in the ledger or comes from the gateway; what a shopper could have sent it never believes.
 */
export abstract class TaiwanPaymentProvider extends AbstractPaymentProvider {
  readonly methodAccount: MethodAccount
  protected readonly payments: PaymentContext

  constructor(cradle: Cradle, kind: Gateway, method: Method, options: unknown) {
    super(cradle, {})
    this.methodAccount = openMethodAccount(kind, method, options)
    this.payments = openContext(cradle.__pg_connection__, cradle.logger, cradle.event_bus)
  }

  /** Opens a session without any network call; the buyer's departure comes later, at `start_url`. */
  async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    return inMedusaTerms(async () => {
      const data = this.freshData(input)
      return { id: data.session_id, status: PaymentSessionStatus.PENDING, data }
    })
  }

  async updatePayment(input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    return inMedusaTerms(async () => ({ data: this.freshData(input) }))
  }

  /**
   * Throws only for a session that has paid its cart, while the order is not placed: the payment would lose it, and the buyer could pay
   * again. Any other that could not be deleted would block the whole cart; money that still comes becomes an alarm.
   */
  async deletePayment({ data }: DeletePaymentInput): Promise<DeletePaymentOutput> {
    return inMedusaTerms(async () => {
      const attempt = await this.findAttempt(data)
      if (attempt && isPaid(attempt) && (await hasPaidCart(this.payments.db, sessionCarrying(attempt))))
        throw moneyStays(attempt)
      return { data: {} }
    })
  }

  /**
   * Believes the ledger, and asks the gateway where it has no answer.
   * @throws MedusaError that keeps the cart alive, with words for the shopper, while nothing is known to be paid.
   */
  async authorizePayment({ context, data }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const sessionId = context?.idempotency_key ?? sessionOf(data)
    const attempts = await this.payments.ledger.attemptsOf(sessionId)
    const attempt =
      (await this.usable(sessionId, attempts)) ?? (await this.usable(sessionId, await this.askAll(attempts)))
    if (!attempt)
      throw new MedusaError(
        MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR,
        bilingual(SHOPPER_MESSAGES[attempts.length > 0 ? "pending" : "ready"]),
      )
    return { status: STATUS_OF[attempt.state], data: dataOf(attempt, startUrl(this.methodAccount.shop, sessionId)) }
  }

  /** Medusa does not tell the amount, but wrote its capture row before this call. */
  async capturePayment({ context, data }: CapturePaymentInput): Promise<CapturePaymentOutput> {
    return inMedusaTerms(async () => {
      const attempt = await this.attemptOf(data)
      const key = required(context?.idempotency_key)
      const amount = (await captureAmount(this.payments.db, key)) ?? attempt.session_amount
      const requested = { key, amount, inMedusa: true } as const
      return { data: this.keep(await capture(this.payments, this.methodAccount, attempt.id, requested)) }
    })
  }

  async refundPayment({ amount, context, data }: RefundPaymentInput): Promise<RefundPaymentOutput> {
    return inMedusaTerms(async () => {
      const attempt = await this.attemptOf(data)
      if (await isTakenBack(attempt)) throw moneyStays(attempt)
      const key = await refundRowOf(this.payments.db, attempt, required(context?.idempotency_key))
      const requested = { key, amount: decimalOf(amount), inMedusa: true } as const
      return { data: this.keep(await refund(this.payments, this.methodAccount, attempt.id, requested)) }
    })
  }

  /**
   * Releases what is only authorised. Captured money is left alone: Medusa refunds it in a call of its own. So is all money whose order
   * is being placed, without an error where Medusa has no payment yet that it could show as cancelled.
   */
  async cancelPayment({ context, data }: CancelPaymentInput): Promise<CancelPaymentOutput> {
    return inMedusaTerms(async () => {
      const attempt = await this.findAttempt(data)
      if (!attempt) return { data: { ...data } }
      if (await isTakenBack(attempt)) {
        if (context?.idempotency_key) throw moneyStays(attempt)
        return { data: this.keep(attempt) }
      }
      if (attempt.state === "captured") {
        this.payments.logger.info(
          `Taiwan payments: ${attempt.trade_no} is captured, so nothing was cancelled; refund it to give the money back.`,
        )
      }
      const key = `void ${context?.idempotency_key ?? attempt.id}`
      return { data: this.keep(await voidAuthorization(this.payments, this.methodAccount, attempt.id, key)) }
    })
  }

  async retrievePayment({ data }: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    const attempt = await this.freshAttempt(data)
    return { data: attempt ? this.keep(attempt) : { ...data } }
  }

  async getPaymentStatus({ data }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const attempt = await this.freshAttempt(data)
    return attempt
      ? { status: STATUS_OF[attempt.state], data: this.keep(attempt) }
      : { status: PaymentSessionStatus.PENDING }
  }

  /** For stores on Medusa's built-in hook. Verified, bound and committed like any notice; anything else is `not_supported`. */
  async getWebhookActionAndData({ rawData, headers }: ProviderWebhookPayload["payload"]): Promise<WebhookActionResult> {
    if (this.methodAccount.account.notice?.kind !== "signed") return NOT_SUPPORTED
    const { verdict, attempt } = await recordNotice(
      this.payments,
      this.methodAccount,
      rawMessage(rawData, headers),
      "hook",
    )
    const action = verdict === "accepted" && attempt ? ACTION_OF[attempt.state] : undefined
    const session = action && attempt && (await this.unappliedSession(attempt))
    return session ? { action, data: { session_id: session.id, amount: session.amount } } : NOT_SUPPORTED
  }

  private async unappliedSession(attempt: Attempt): Promise<{ id: string; amount: string } | null> {
    const session = attempt.applied_at === null ? await liveSession(this.payments.db, attempt.session_id) : null
    const attempts = await this.payments.ledger.attemptsOf(attempt.session_id)
    const usable = session && (await this.usable(attempt.session_id, attempts))
    return usable?.id === attempt.id ? session : null
  }

  private charge(amount: unknown, currency: string): Twd {
    if (currency.toLowerCase() !== "twd")
      throw new PaymentError(
        "refused",
        `${this.methodAccount.gateway.name.en} charges TWD only, not ${currency.toUpperCase()}.`,
      )
    const charge = toWholeDollars(amount, this.methodAccount.shop.rounding)
    const { min, max } = limitsOf(this.methodAccount)
    if (charge >= min && charge <= max) return charge
    throw new PaymentError(
      "refused",
      `${this.methodAccount.method.name.en} takes ${min} to ${max} TWD; this is ${charge} TWD.`,
    )
  }

  private freshData({ amount, currency_code, context, data }: InitiatePaymentInput): SessionData {
    const { account, gateway, method, shop } = this.methodAccount
    const sessionId = required(context?.idempotency_key ?? sessionOf(data))
    return withoutForeignKeys(data, {
      gateway: gateway.id,
      method: method.id,
      amount: this.charge(amount, currency_code),
      session_id: sessionId,
      start_url: startUrl(shop, sessionId),
      ...readPreferences(data, shop),
      trade_no: null,
      voucher: null,
      ...(account.start.kind === "token" ? { browser: account.start.browser(method) } : {}),
    })
  }

  private async usable(sessionId: string, attempts: readonly Attempt[]): Promise<Attempt | undefined> {
    const session = await liveSession(this.payments.db, sessionId)
    const real = attempts.filter((each) => isRealMoney(this.methodAccount, each))
    const charge = session && { charge: chargeOf(session, this.methodAccount.shop) }
    const carrier = carrierOf({ session: charge, attempts: real })
    return carrier && (await leftOf(this.payments, carrier)) === Number(carrier.amount) ? carrier : undefined
  }

  private async askAll(attempts: readonly Attempt[]): Promise<Attempt[]> {
    const asked: Attempt[] = []
    for (const attempt of attempts) asked.push((await queryStatus(this.payments, this.methodAccount, attempt)).attempt)
    return asked
  }

  private async freshAttempt(data: Data): Promise<Attempt | undefined> {
    const attempt = await this.findAttempt(data)
    return attempt && !isPaid(attempt)
      ? (await queryStatus(this.payments, this.methodAccount, attempt)).attempt
      : attempt
  }

  /** By session and trade number, both looked up in the ledger. */
  private async findAttempt(data: Data): Promise<Attempt | undefined> {
    const attempts = await this.payments.ledger.attemptsOf(sessionOf(data))
    return attempts.find(({ trade_no }) => trade_no === data?.trade_no) ?? attempts.at(-1)
  }

  private async attemptOf(data: Data): Promise<Attempt> {
    const attempt = await this.findAttempt(data)
    if (attempt) return attempt
    throw new PaymentError("refused", "The ledger has no payment for this session.")
  }

  private keep(attempt: Attempt): SessionData {
    return dataOf(attempt, startUrl(this.methodAccount.shop, attempt.session_id))
  }
}

const NOT_SUPPORTED: WebhookActionResult = { action: PaymentActions.NOT_SUPPORTED }

function bilingual(text: { readonly en: string; readonly "zh-TW": string }): string {
  return `${text["zh-TW"]} ${text.en}`
}
