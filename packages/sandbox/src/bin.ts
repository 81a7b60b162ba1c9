#!/usr/bin/env node
import { parseArgs } from "node:util"
import { startSandbox } from "./index.js"

const USAGE = `taiwan-payments-sandbox: Taiwan's payment gateways in miniature. No real money.

  --port <n>     port to listen on, 0 for any free one (default 4090)
  --host <name>  address to listen on (default 127.0.0.1)
  --page-host <name>  host of the buyers' pages, such as localhost, where orders are posted to 127.0.0.1
  --stage        behave like the vendor's stage instead of production
  --help         this text
`

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4090" },
    host: { type: "string", default: "127.0.0.1" },
    "page-host": { type: "string" },
    stage: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
})

if (values.help) {
  process.stdout.write(USAGE)
} else {
  const behaviour = values.stage ? "stage" : "production"
  const pages = values["page-host"] === undefined ? {} : { pageHost: values["page-host"] }
  const sandbox = await startSandbox({ port: Number(values.port), host: values.host, ...pages, ecpay: { behaviour } })
  process.stdout.write(`Sandbox at ${sandbox.url}\nControl plane at ${sandbox.url}/_sandbox/\n`)
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void sandbox.close())
}
