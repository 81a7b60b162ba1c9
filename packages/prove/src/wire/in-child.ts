import { takeDetour } from "./divert.js"

/** Loaded before Medusa in the server process: its way to the bank leads to the wire of the process that judges. */
interface Way {
  readonly hosts: readonly string[]
  readonly secure: number
  readonly plain: number
}

const { hosts, secure, plain }: Way = JSON.parse(process.env.PROVE_WIRE ?? '{"hosts":[]}')

takeDetour({
  portFor: (host, isSecure) => (hosts.includes(host) ? (isSecure ? secure : plain) : null),
})
