/** What Medusa gives to a provider class, as far as the careful one uses it. */

export interface Row {
  readonly id: string
  readonly amount: unknown
}

export interface PaymentRow {
  readonly captures: readonly Row[]
  readonly refunds: readonly Row[]
}

export interface Cradle {
  readonly logger: { warn(line: string): void }
  readonly paymentSessionService: { retrieve(id: string): Promise<Row> }
  readonly paymentService: { list(filters: object, config: object): Promise<PaymentRow[]> }
}

export interface Payload {
  readonly rawData: string | Buffer
  readonly headers: Readonly<Record<string, unknown>>
}
