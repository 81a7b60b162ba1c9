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
  InitiatePaymentInput,
  InitiatePaymentOutput,
  ProviderWebhookPayload,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import { AbstractPaymentProvider, BigNumber } from "@medusajs/framework/utils"

type Options = { apiKey: string }
type Answer = Record<string, unknown> & { id: string }

const HOST = "https://api.taixbank.example"

class Client {
  constructor(private readonly apiKey: string) {}

  private async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(HOST + path, {
      method,
      headers: { authorization: `Bearer ${this.apiKey}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return (await response.json()) as Answer
  }

  init(amount: unknown, currency: string, customer: unknown, session_id: unknown) {
    return this.call("POST", "/payments", { amount, currency, customer, metadata: { session_id } })
  }
  authorizePayment = (id: unknown) => this.call("POST", `/payments/${id}/authorize`)
  capturePayment = (id: unknown) => this.call("POST", `/payments/${id}/capture`)
  cancelPayment = (id: unknown) => this.call("POST", `/payments/${id}/cancel`)
  retrieve = (id: unknown) => this.call("GET", `/payments/${id}`)
  refund = (id: unknown, amount: unknown) => this.call("POST", `/payments/${id}/refund`, { amount: Number(amount) })
  update = (id: unknown, data: unknown) => this.call("POST", `/payments/${id}/update`, data)
}

/**
 * The class of a tutorial, filled in as it leads one to: every method passes on to a client. Do not copy it. It is here
 * to be judged by `prove --demo`.
 */
export class NaiveProvider extends AbstractPaymentProvider<Options> {
  static override identifier = "Taiwan-Paid-Version"
  private readonly client: Client

  constructor(container: Record<string, unknown>, options: Options) {
    super(container, options)
    this.client = new Client(options.apiKey)
  }

  async initiatePayment({
    amount,
    currency_code,
    context,
    data,
  }: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const response = await this.client.init(amount, currency_code, context, data?.session_id)
    return { id: response.id, data: response }
  }

  async authorizePayment({ data }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const paymentData = await this.client.authorizePayment(data?.id)
    return { data: paymentData, status: "authorized" }
  }

  async cancelPayment({ data }: CancelPaymentInput): Promise<CancelPaymentOutput> {
    return { data: await this.client.cancelPayment(data?.id) }
  }

  async capturePayment({ data }: CapturePaymentInput): Promise<CapturePaymentOutput> {
    return { data: { ...(await this.client.capturePayment(data?.id)), id: data?.id } }
  }

  async deletePayment({ data }: DeletePaymentInput): Promise<DeletePaymentOutput> {
    await this.client.cancelPayment(data?.id)
    return { data: {} }
  }

  async getPaymentStatus({ data }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const { status } = await this.client.retrieve(data?.id)
    if (status === "requires_capture") return { status: "authorized" }
    if (status === "success") return { status: "captured" }
    return { status: status === "canceled" ? "canceled" : "pending" }
  }

  async refundPayment({ data, amount }: RefundPaymentInput): Promise<RefundPaymentOutput> {
    await this.client.refund(data?.id, amount)
    return { ...(data ? { data } : {}) }
  }

  async updatePayment({ amount, currency_code, context, data }: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    if (!context?.customer) throw new Error("Context must include a valid customer.")
    const response = await this.client.update(data?.id, { amount, currency_code, customer: context.customer })
    return response as UpdatePaymentOutput
  }

  async retrievePayment({ data }: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    return (await this.client.retrieve(data?.id)) as RetrievePaymentOutput
  }

  async getWebhookActionAndData({ data }: ProviderWebhookPayload["payload"]): Promise<WebhookActionResult> {
    const told = () => ({
      session_id: (data.metadata as { session_id: string }).session_id,
      amount: new BigNumber(data.amount as number),
    })
    try {
      if (data.event_type === "authorized_amount") return { action: "authorized", data: told() }
      if (data.event_type === "success") return { action: "captured", data: told() }
      return { action: "not_supported", data: { session_id: "", amount: new BigNumber(0) } }
    } catch {
      return { action: "failed", data: told() }
    }
  }
}
