import { expect, it } from "vitest"
import type { Sandbox } from "../src/index.js"
import { payNewebpayByCard, payWithJkopay, payWithLinePay } from "../src/shopper/index.js"
import { openMerchant as openJkopay } from "./jkopay-merchant.js"
import { openMerchant as openLinepay } from "./linepay-merchant.js"
import { openMerchant as openNewebpay } from "./newebpay-merchant.js"
import { openMerchant as openPayuni } from "./payuni-merchant.js"
import { openMerchant as openTappay, order, TEST_PRIME } from "./tappay-merchant.js"

const DAY = 24 * 60 * 60_000

interface Paid {
  readonly sandbox: Sandbox
  close(): Promise<unknown>
}

/** One payment at each gateway whose statements no public document describes. */
const PAYMENTS: Readonly<Record<string, () => Promise<Paid>>> = {
  newebpay: async () => {
    const { world, startUrl } = await openNewebpay()
    await payNewebpayByCard(startUrl().url)
    return world
  },
  payuni: async () => {
    const { world, pay, close } = await openPayuni()
    await pay()
    return { sandbox: world.sandbox, close }
  },
  tappay: async () => {
    const { world, call } = await openTappay()
    await call("/tpc/payment/pay-by-prime", order(world, { prime: TEST_PRIME }))
    return world
  },
  linepay: async () => {
    const { world, request, confirm } = await openLinepay()
    const { transactionId, url } = await request()
    await payWithLinePay(url)
    await confirm(transactionId)
    return world
  },
  jkopay: async () => {
    const { world, order } = await openJkopay()
    await payWithJkopay((await order()).url)
    return world
  },
}

it.each(Object.keys(PAYMENTS))("%s pays out what was captured, in the plain table, seven days later", async (id) => {
  const { sandbox, close } = (await PAYMENTS[id]?.()) ?? expect.fail("There is no such gateway.")
  await sandbox.settled()
  await sandbox.advance(3 * DAY)
  const [trade] = sandbox.gateway(id).trades()
  const query = new URLSearchParams({ merchant: trade?.merchant ?? "", from: "2026-11-01", until: "2026-12-31" })
  const answer = await fetch(`${sandbox.url}/_sandbox/${id}/statement?${query}`)
  const [titles, line = "", ...others] = (await answer.text()).trimEnd().split("\r\n")
  await close()
  expect(titles).toBe("reference,kind,gross,fee,net,paid_out_on,traded_on")
  const [reference, kind, gross, fee, net, paidOutOn = "", tradedOn = ""] = line.split(",")
  expect([reference, kind, gross]).toEqual([trade?.reference, "payment", String(trade?.amount)])
  expect(Number(gross) - Number(fee)).toBe(Number(net))
  expect(Date.parse(paidOutOn) - Date.parse(tradedOn)).toBeGreaterThanOrEqual(7 * DAY)
  expect(others).toEqual([])
})
