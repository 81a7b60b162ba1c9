import { isPrivateHost } from "../../toolkit/address"

/** No buyer comes from this machine or its network: that is a proxy which does not tell whom it speaks for. */
export function isBuyersAddress(address: string | null): address is string {
  if (address === null) return false
  const host = address.includes(":") ? `[${address}]` : address
  return URL.canParse(`http://${host}`) && !isPrivateHost(new URL(`http://${host}`))
}
