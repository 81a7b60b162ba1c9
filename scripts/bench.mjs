import { install } from "./lib/install.mjs"

/** @param {string} name @param {number} ratio @param {string} target @param {boolean} met @param {string} measured */
function line(name, ratio, target, met, measured) {
  console.log(
    `${met ? "met   " : "SHORT "} ${name.padEnd(34)} ${ratio.toFixed(2).padStart(6)}   target ${target.padEnd(8)} ${measured}`,
  )
}

/** @param {number} value */
const whole = (value) => Math.round(value).toLocaleString("en")

/** @param {Awaited<ReturnType<typeof import("../bench/codec.mjs").codec>>} measured */
function reportCodec({ rate, limit, rates, ratio }) {
  const peers = rates.map((peer) => `${peer.name} ${whole(peer.rate)}/s`).join(", ")
  line(
    "ECPay signature / faster peer",
    ratio,
    "≥ 3",
    ratio >= 3,
    `ours ${whole(rate)}/s; ${peers}; SHA-256 alone ${whole(limit)}/s`,
  )
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

async function main() {
  await install(console.log)
  const { build, packages } = await import("./lib/build.mjs")
  await build(packages, console.log)
  const { codec } = await import("../bench/codec.mjs")
  const { notices } = await import("../bench/notices.mjs")
  reportCodec(await codec())
  reportNotices(await notices(console.log))
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
