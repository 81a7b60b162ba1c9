import { execFile } from "node:child_process"
import { loadavg } from "node:os"
import { fileURLToPath } from "node:url"
import { parseArgs, promisify } from "node:util"
import { install } from "./lib/install.mjs"

const usage = `npm run bench -- [--report]
  How fast it is, each row beside its peer and its limit in the same run. --report writes the section "Speed" of docs/proof.md.
`

/** LINE Pay's buyers wait for minutes: the codecs, which need no server, are measured meanwhile. @param {(line: string) => void} say */
async function measure(say) {
  const { openServer } = await import("../bench/server.mjs")
  const { notices } = await import("../bench/notices.mjs")
  const { pages } = await import("../bench/pages.mjs")
  const { byHint, byJob } = await import("../bench/closed-window.mjs")
  const { closedWindowRows, noticeRows, pageRows } = await import("../bench/rows.mjs")
  const server = await openServer(say)
  try {
    const opened = pageRows(await pages(server, say))
    const measured = await notices(server, say)
    say("from an approval with the window closed to captured; meanwhile the codecs")
    const jkopay = await byHint(server)
    const [linepay, codecs] = await Promise.all([byJob(server), codecRows()])
    return [...codecs, ...opened, ...noticeRows(measured), ...closedWindowRows({ jkopay, linepay }, measured.hook)]
  } finally {
    await server.stop()
  }
}

/** @returns {Promise<import("../bench/rows.mjs").Row[]>} */
async function codecRows() {
  const codecs = fileURLToPath(new URL("../bench/codecs.mjs", import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [codecs])
  return JSON.parse(stdout)
}

/** @param {boolean} wantsReport */
async function main(wantsReport) {
  await install(console.log)
  const { build, packages } = await import("./lib/build.mjs")
  await build(packages, console.log)
  const { lineOf } = await import("../bench/rows.mjs")
  const { writeReport } = await import("../bench/report.mjs")
  const [load = 0] = loadavg()
  const begin = performance.now()
  const rows = await measure(console.log)
  const seconds = (performance.now() - begin) / 1000
  for (const row of rows) console.log(lineOf(row))
  console.log(`${(seconds / 60).toFixed(1)} minutes`)
  if (wantsReport) writeReport({ rows, seconds, load })
}

const { values } = parseArgs({
  options: { report: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
})

if (values.help) console.log(usage)
else
  main(values.report).then(
    () => process.exit(0),
    (error) => {
      console.error(error)
      process.exit(1)
    },
  )
