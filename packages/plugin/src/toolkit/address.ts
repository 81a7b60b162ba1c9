/** Networks that no gateway's server reaches: this host, private and shared ones, link-local, for documents, tests and groups. */
const PRIVATE_NETWORKS: readonly (readonly [network: string, bits: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
]

const PRIVATE_NAME = /(^|\.)(localhost|local|test|internal|invalid|lan|home\.arpa)$/

/** ::, ::1, fc00::/7, fe80::/10, multicast; URL writes an address in its shortest form. */
const PRIVATE_IPV6 = /^(::1?|f[cd].*|fe[89ab].*|ff.*)$/

const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/

/** An http address without a user's name in it; null for anything else. */
export function webAddress(value: unknown): URL | null {
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : null
  return url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" ? url : null
}

/** An https address at its own port, of a host that has a name or a number in the internet. */
export function isPublicAddress(url: URL): boolean {
  const host = hostOf(url)
  const isNamed = host.includes(".") && !host.startsWith("[")
  return url.protocol === "https:" && url.port === "" && isNamed && !isPrivateHost(url)
}

/**
 * Whether the host is this machine or one of its network. `URL` has turned decimal, octal and hexadecimal numbers into the usual
 * form of an address by now; what merely begins like one (`10.shop.tw`) is a name.
 */
export function isPrivateHost(url: URL): boolean {
  const host = hostOf(url)
  if (host.startsWith("[")) return isPrivateIpv6(host.slice(1, -1))
  const number = ipv4Of(host)
  if (number !== null) return isPrivateIpv4(number)
  return !host.includes(".") || PRIVATE_NAME.test(host)
}

/** `localhost.` is localhost. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, "").toLowerCase()
}

function ipv4Of(host: string): number | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(host)) return null
  return host.split(".").reduce((number, part) => number * 256 + Number(part), 0)
}

function isPrivateIpv4(number: number): boolean {
  return PRIVATE_NETWORKS.some(([network, bits]) => {
    const size = 2 ** (32 - bits)
    return Math.floor(number / size) === Math.floor((ipv4Of(network) ?? 0) / size)
  })
}

function isPrivateIpv6(host: string): boolean {
  const [, high, low] = MAPPED.exec(host) ?? []
  if (high === undefined || low === undefined) return PRIVATE_IPV6.test(host)
  return isPrivateIpv4(Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16))
}
