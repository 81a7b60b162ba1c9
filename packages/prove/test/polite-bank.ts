import * as demo from "../src/demo/bank.js"
import type { Adapter, Bank, BankAnswer, BankRequest } from "../src/facts.js"

const softened = (answer: BankAnswer): BankAnswer => (answer.status >= 400 ? { ...answer, status: 200 } : answer)

/** The demonstration's bank, with an answer of 200 to everything: who is refused reads it inside. */
export const politeBank: Adapter["bank"] = () => {
  const bank = demo.bank()
  return Object.assign(Object.create(bank) as Bank, {
    handle: async (request: BankRequest) => softened(await bank.handle(request)),
  })
}
