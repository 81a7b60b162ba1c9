type Data = Readonly<Record<string, unknown>>

/** What the buyer does at the gateway. */
export type Visit =
  | "pays"
  | "pays and closes the window"
  | "declines"
  | "leaves"
  | "stays undecided"
  | "takes a number"
  | "takes a number and closes the window"

/** What went on at the gateway, and where the browser came to rest. */
export interface Visited {
  /** The trade number under which the shop sent the buyer; null when the browser never reached the gateway. */
  readonly tradeNo: string | null
  readonly url: string
  readonly status: number
  readonly html: string
}

/** What the gateway's books say of a trade. */
export interface TradeThere {
  /** `released`: an authorisation given up; no money moves. */
  readonly state: "unpaid" | "authorized" | "captured" | "released"
  /** What is reserved for the merchant or stays with them after all refunds, TWD whole dollars. */
  readonly kept: number
}

/** What can be made to go wrong, once each. */
export type Mishap =
  | "the notice is lost"
  | "the notice comes twice"
  | "the notice has a wrong amount"
  | "the query hangs"
  | "the query answers nonsense"
  | "the query is locked out"
  | "the refund answers nonsense"
  | "the refund's reply is lost"
  | "nobody can say what became of the refund"
  | "the refund is refused"
  | "the confirm's reply is lost"
  | "the confirm's reply is lost, and nobody can say what became of it"
  | "the charge's reply is lost"
  | "the charge's reply is lost, and nobody can say what became of it"

/** The gateway's sandbox and the people at its desks: buyer, back office, clock. */
export interface Sandbox {
  readonly url: string
  /** The sandbox's present time. */
  now(): Date
  /**
   * Opens the departure address as a browser, acts, and waits until the notices are out. `data` is what the shop's page knows of
   * the session.
   */
  visit(startUrl: string, visit: Visit, data: Data): Promise<Visited>
  /**
   * Where the shop's page makes a token: one of a card that is paid at once, or one whose buyer has to go on at the bank.
   */
  token?(data: Data, goesOn: boolean): Promise<string>
  /** The buyer pays an issued number. */
  payNumber(tradeNo: string): Promise<void>
  /** Pays a number after it ran out, as happens at a context. */
  payLate(tradeNo: string): Promise<void>
  /** Where the shop has the last word: who left agrees after all, in a window that the shop does not see. */
  approve?(tradeNo: string): Promise<void>
  /** Where the shop confirms: how often it did. */
  confirms?(tradeNo: string): number
  /** The gateway sends its notice of success again. */
  tellAgain(tradeNo: string): Promise<void>
  /** The gateway sends a failure for a trade that is paid. */
  tellLateFailure(tradeNo: string): Promise<void>
  /** An undecided payment succeeds after all. */
  decide(tradeNo: string): Promise<void>
  trade(tradeNo: string): Promise<TradeThere | null>
  /** Staff give back a part in the gateway's own back office. */
  refundInOffice?(tradeNo: string, amount: number): Promise<void>
  /** How often the shop has asked about this trade. */
  questions(tradeNo: string): number
  arm(mishap: Mishap): void | Promise<void>
  /** The gateway finds every TimeStamp this many seconds old. */
  skew(seconds: number): void
  advance(milliseconds: number): Promise<void>
  /** Ends the gateway's day: what is authorised or requested is closed. */
  closeBooks(): Promise<void>
  /** Moves to a moment at which the books are shut. */
  untilShut(): Promise<void>
  /** Resolves once every notice that is due has been sent. */
  settled(): Promise<void>
}
