import type { Shop } from "./shop"

/** A trade as the gateway has it: the other side's truth. */
export interface GatewayTrade {
  readonly id: string
  readonly state: string
  readonly amount: number
  readonly details: Readonly<Record<string, string>>
}

export function tradeAt({ sandbox }: Pick<Shop, "sandbox">, tradeNo: string, gateway = "ecpay"): GatewayTrade {
  const trade = sandbox
    .gateway(gateway)
    .trades()
    .find(({ reference }) => reference === tradeNo)
  if (!trade) throw new Error(`the gateway has no trade ${tradeNo}`)
  return trade
}

/** Something staff or the bank do at the gateway, such as `resend` or `pay`. */
export function actAt({ sandbox }: Pick<Shop, "sandbox">, tradeNo: string, action: string, input = {}) {
  return sandbox.gateway("ecpay").act(tradeAt({ sandbox }, tradeNo).id, action, input)
}

/** The day's closing of cards, at once. */
export function closeDay({ sandbox }: Pick<Shop, "sandbox">): Promise<unknown> {
  return sandbox.gateway("ecpay").command("run-batch", {})
}

/** Moves the sandbox on to an hour of Taipei's day. */
export function advanceTo({ sandbox }: Pick<Shop, "sandbox">, hour: number, minute: number): Promise<Date> {
  const day = 86_400_000
  const wanted = ((hour * 60 + minute) * 60_000 + day - 8 * 3_600_000) % day
  const now = sandbox.clock.now().getTime() % day
  return sandbox.advance((wanted - now + day) % day)
}
