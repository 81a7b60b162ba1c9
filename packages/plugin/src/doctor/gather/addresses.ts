import { lookup } from "node:dns/promises"
import { isPrivateHost, isPublicAddress } from "../../toolkit/address"
import type { WireResponse } from "../../toolkit/contract/conversation"
import type { Reply } from "../../toolkit/contract/gateway"
import { environmentName } from "../../toolkit/environment"
import { httpClient } from "../../toolkit/http-client"
import { isPaymentError } from "../../toolkit/payment-error"
import type { AddressAnswer, AddressFacts } from "../facts"
import type { Asked } from "./keys"

/** Each public address of this server once, by an account whose gateway calls there from outside, where one does. */
export async function addressFacts(accounts: readonly Asked[]): Promise<AddressFacts[]> {
  const callingFirst = accounts.toSorted((a, b) => distanceOf(b) - distanceOf(a))
  const byAddress = new Map(callingFirst.toReversed().map((each) => [each.account.shop.backendUrl, each]))
  return Promise.all([...byAddress.values()].map(look))
}

function isCalled({ account }: Asked): boolean {
  return account.account.notice !== null
}

/** A sandbox calls from this machine: by it an address that nobody else reaches would look right. */
function distanceOf(asked: Asked): number {
  if (!isCalled(asked)) return 0
  return environmentName(asked.account.account.environment) === "sandbox" ? 1 : 2
}

async function look(asked: Asked): Promise<AddressFacts> {
  const { gateway, account, providerIds } = asked
  const name = providerIds[0]?.replace(/^pp_/, "") ?? gateway.id
  const url = new URL(`${account.shop.backendUrl}/pay/${name}/notify`)
  const resolved = await resolve(url)
  return {
    url: url.href,
    environment: environmentName(account.account.environment),
    gateway: gateway.name,
    isCalled: isCalled(asked),
    isPrivate: !isPublicAddress(url),
    resolved,
    answer: resolved ? await call(url, account.account.notice?.refuse) : NOT_CALLED,
  }
}

const NOT_CALLED: AddressAnswer = { kind: "none", code: "ENOTFOUND", words: "" }

async function resolve({ hostname }: URL): Promise<AddressFacts["resolved"]> {
  try {
    const found = await lookup(hostname.replace(/^\[|\]$/g, ""), { all: true })
    const isPrivate = ({ address, family }: (typeof found)[number]) =>
      isPrivateHost(new URL(family === 6 ? `http://[${address}]` : `http://${address}`))
    return { addresses: found.map(({ address }) => address), allPrivate: found.every(isPrivate) }
  } catch {
    // A name that nobody knows has no addresses; which of DNS's reasons it was helps nobody.
    return null
  }
}

const TIMEOUT_MS = 10_000

/** An empty notice, which is refused in words that nothing but this plugin would say. */
async function call(url: URL, refusal: Reply | undefined): Promise<AddressAnswer> {
  const send = httpClient({ gateway: url.host })
  const request = {
    call: "a notice",
    method: "POST",
    url: url.href,
    headers: {},
    body: "",
    timeoutMs: TIMEOUT_MS,
  } as const
  try {
    return answerOf(await send(request), refusal)
  } catch (error) {
    if (!isPaymentError(error)) throw error
    return { kind: "none", code: error.facts.code ?? "", words: error.message }
  }
}

/** Where no gateway calls, the route answers 404 in its own words. */
const NEVER_CALLED = { status: 404, body: "Not found" }

function answerOf({ status, headers, text }: WireResponse, refusal: Pick<Reply, "status" | "body"> = NEVER_CALLED) {
  if (status === refusal.status && text === refusal.body) return { kind: "ours" } as const
  const { location = null, server = null } = headers
  return { kind: "other", status, location: status >= 300 && status < 400 ? (location ?? "") : null, server } as const
}
