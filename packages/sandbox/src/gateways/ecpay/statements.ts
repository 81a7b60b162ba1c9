import type { Context } from "hono"
import type { Ecpay } from "./ecpay.js"
export async function fundingDetail(_ecpay: Ecpay, context: Context): Promise<Response> {
  return context.notFound()
}
export async function tradeNoAio(_ecpay: Ecpay, context: Context): Promise<Response> {
  return context.notFound()
}
