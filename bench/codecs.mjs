import { ecpay } from "./ecpay-codec.mjs"
import { linepay } from "./linepay-codec.mjs"
import { newebpay } from "./newebpay-codec.mjs"
import { codecRow } from "./rows.mjs"

/** In a process of its own: beside gateways that are played, the machine code of a loop is another. */
const rows = [
  codecRow(await ecpay(), 3),
  codecRow(await linepay(), 3),
  // Both are OpenSSL's cipher and digest behind URLSearchParams, so that there is nothing to win.
  codecRow(await newebpay(), 0.9),
]
process.stdout.write(JSON.stringify(rows))
