/** One authorisation of a periodic contract. */
export interface Run {
  rtnCode: number
  amount: number
  gwsr: string
  at: Date
  authCode: string
  tradeNo: string
}

/** 定期定額: the agreement and its authorisations. Status 0 stopped, 1 running, 2 finished. */
export interface Contract {
  type: string
  frequency: number
  times: number
  amount: number
  status: "0" | "1" | "2"
  log: Run[]
  /** How many of the next authorisations fail, set by the back office. */
  failing: number
}
