import { install } from "./lib/install.mjs"

/** @param {string} name @param {number} ratio @param {string} target @param {boolean} met @param {string} measured */
function line(name, ratio, target, met, measured) {
  console.log(
    `${met ? "met   " : "SHORT "} ${name.padEnd(34)} ${ratio.toFixed(2).padStart(6)}   target ${target.padEnd(8)} ${measured}`,
  )
}

/** @param {number} value */
const whole = (value) => Math.round(value).toLocaleString("en")

/** What the job promises of a buyer of whom nothing is heard: a minute of quiet, and its next run. */
const PROMISED_MS = 120_000

/** @param {import("../bench/rates.mjs").Compared} measured @param {number} least */
function reportCodec({ ours, limit, peers, ratio }, least) {
  const rates = [{ ...ours, name: "ours" }, ...peers, limit].map(({ name, rate }) => `${name} ${whole(rate)}/s`)
  line(`${ours.name} / fastest peer`, ratio, `≥ ${least}`, ratio >= least, rates.join("; "))
}

/** @param {Awaited<ReturnType<typeof import("../bench/notices.mjs").notices>>} measured */
function reportNotices({ acks, plugin, workflow, hook }) {
  const share = acks.plugin / acks.hook
  line(
    "durable acknowledgements / hook",
    share,
    "≥ 0.7",
    share >= 0.7,
    `ours ${whole(acks.plugin)}/s; hook ${whole(acks.hook)}/s (commits nothing)`,
  )
  const cost = plugin / workflow
  line(
    "notice → captured / workflow alone",
    cost,
    "≤ 1.25",
    cost <= 1.25,
    `ours ${whole(plugin)} ms; workflow ${whole(workflow)} ms`,
  )
  const wait = plugin / hook
  line("notice → captured / hook", wait, "< 0.1", wait < 0.1, `hook ${whole(hook)} ms`)
}

/** @param {Awaited<ReturnType<typeof import("../bench/closed-window.mjs").closedWindow>>} measured @param {number} hook */
function reportClosedWindow({ jkopay, linepay }, hook) {
  const share = jkopay / hook
  const ours = `JKOPAY ${whole(jkopay)} ms, its question before the charge included`
  line("window closed → captured / hook", share, "< 0.1", share < 0.1, `${ours}; hook ${whole(hook)} ms`)
  const kept = linepay.longest / PROMISED_MS
  const seconds = `LINE Pay ${whole(linepay.median / 1000)} s, at most ${whole(linepay.longest / 1000)} s`
  line("window closed → captured / promised", kept, "≤ 1", kept <= 1, `${seconds}; line-pay-merchant alone: never`)
}

/** @param {(line: string) => void} say */
async function reportServer(say) {
  const { openServer } = await import("../bench/server.mjs")
  const { notices } = await import("../bench/notices.mjs")
  const { closedWindow } = await import("../bench/closed-window.mjs")
  const server = await openServer(say)
  try {
    const measured = await notices(server, say)
    reportNotices(measured)
    reportClosedWindow(await closedWindow(server, say), measured.hook)
  } finally {
    await server.stop()
  }
}

async function main() {
  await install(console.log)
  const { build, packages } = await import("./lib/build.mjs")
  await build(packages, console.log)
  const { ecpay } = await import("../bench/ecpay-codec.mjs")
  const { linepay } = await import("../bench/linepay-codec.mjs")
  const { newebpay } = await import("../bench/newebpay-codec.mjs")
  reportCodec(await ecpay(), 3)
  reportCodec(linepay(), 3)
  // Both are OpenSSL's cipher and digest behind URLSearchParams, so that there is nothing to win.
  reportCodec(newebpay(), 0.9)
  await reportServer(console.log)
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
