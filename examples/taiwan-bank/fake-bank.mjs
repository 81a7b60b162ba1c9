/** 台X銀行 as a state machine: two endpoints, JSON, a notice that nobody signs. */

const json = (value) => ({ status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(value) })
const cents = (dollars) => String(dollars * 100)

export class FakeBank {
  #trades = []

  constructor(apiKey) {
    this.apiKey = apiKey
  }

  handle({ path, headers, body }) {
    if (headers.authorization !== `Bearer ${this.apiKey}`) return { ...json({ error: "bad key" }), status: 401 }
    const { mid, tx_type, params } = JSON.parse(body)
    const known = path.endsWith("/auth.ashx") ? { 1: this.#open } : this.#calls
    const answer = known[tx_type]?.call(this, params, this.#find(params.order_no)) ?? { ret_code: "-96" }
    return json({ ver: "1.0.0", mid, tx_type, ret_value: 0, params: answer })
  }

  #find(order_no) {
    return this.#trades.find((trade) => trade.order_no === order_no)
  }

  #open({ order_no, amt, cur }, existing) {
    if (existing) return { ret_code: "-300" }
    if (!/^[1-9]\d{2,11}$/.test(amt) || cur !== "NTD") return { ret_code: "-96" }
    this.#trades.push({ order_no, amount: Number(amt) / 100, cur: "twd", status: "", captured: 0, refunded: 0 })
    return { ret_code: "00", hpp_url: `https://pay.taixbank.example/${order_no}` }
  }

  #calls = {
    3: ({ amt }, trade) => {
      const sum = Number(amt) / 100
      if (trade?.status !== "02" || !(sum > 0 && sum <= trade.amount)) return { ret_code: "-96" }
      Object.assign(trade, { status: "03", captured: sum })
      return this.#view(trade)
    },
    5: ({ amt }, trade) => {
      const sum = Number(amt) / 100
      const left = trade ? trade.captured - trade.refunded : 0
      if (!(sum > 0 && sum <= left)) return { ret_code: "-96" }
      trade.refunded += sum
      if (trade.refunded === trade.captured) trade.status = "06"
      return this.#view(trade)
    },
    7: (_params, trade) => (trade ? this.#view(trade) : { ret_code: "-323" }),
    8: (_params, trade) => {
      if (trade?.status !== "02") return { ret_code: "-96" }
      trade.status = "12"
      return this.#view(trade)
    },
  }

  /** A trade that nobody has paid has no status yet. */
  #view({ order_no, status, amount, captured, refunded }) {
    const money = { tx_amt: cents(amount), settle_amt: cents(captured), refund_trans_amt: cents(refunded) }
    return { ret_code: "00", order_no, ...(status ? { order_status: status } : {}), ...money }
  }

  trades = () => this.#trades
  pay = (trade) => Object.assign(trade, { status: "02" })
  decline = (trade) => Object.assign(trade, { status: "ZF" })

  books({ amount, status, captured, refunded }) {
    return { asked: amount, reserved: status === "02" ? amount : 0, captured, refunded }
  }

  notice({ order_no, status, amount }) {
    const ret_code = status === "ZF" ? "05" : "00"
    const params = { ret_code, order_no, tx_amt: cents(amount), order_status: status }
    return json({ ver: "1.0.0", tx_type: 1, ret_value: 0, params })
  }
}
