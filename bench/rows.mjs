/** What was measured, each row beside its peer and its limit in the same run. */

/** @typedef {{ name: string, value: number, target: string, isMet: boolean, measured: string }} Row */

/** @param {number} value */
const whole = (value) => Math.round(value).toLocaleString("en")

/** @param {number} value */
const fine = (value) => value.toFixed(1)

/** What the job promises of a buyer of whom nothing is heard: a minute of quiet, and its next run. */
const PROMISED_MS = 120_000

/** @param {string} name @param {number} value @param {number} least @param {string} measured @returns {Row} */
const atLeast = (name, value, least, measured) => ({
  name,
  value,
  target: `≥ ${least}`,
  isMet: value >= least,
  measured,
})

/** @param {string} name @param {number} value @param {number} most @param {string} measured @returns {Row} */
const atMost = (name, value, most, measured) => ({ name, value, target: `≤ ${most}`, isMet: value <= most, measured })

/** @param {import("./rates.mjs").Compared} compared @param {number} least */
export function codecRow({ ours, limit, peers, ratio }, least) {
  const rates = [{ ...ours, name: "ours" }, ...peers, limit].map(({ name, rate }) => `${name} ${whole(rate)}/s`)
  return atLeast(`${ours.name} / fastest peer`, ratio, least, rates.join("; "))
}

/** @param {Awaited<ReturnType<typeof import("./notices.mjs").notices>>} measured */
export function noticeRows({ acks, plugin, workflow, hook }) {
  const rates = `ours ${whole(acks.plugin)}/s; hook ${whole(acks.hook)}/s (commits nothing)`
  const times = `ours ${whole(plugin)} ms; workflow ${whole(workflow)} ms`
  return [
    atLeast("durable acknowledgements / hook", acks.plugin / acks.hook, 0.7, rates),
    atMost("notice → captured / workflow alone", plugin / workflow, 1.05, times),
    atMost("notice → captured / hook", plugin / hook, 0.1, `ours ${whole(plugin)} ms; hook ${whole(hook)} ms`),
  ]
}

/** @param {Awaited<ReturnType<typeof import("./pages.mjs").pages>>} measured */
export function pageRows({ nothing, start, status, statusAgain }) {
  const beside = `a Medusa route that does nothing ${fine(nothing)} ms`
  return [
    atMost("start page, ms", start, 50, `ours ${fine(start)} ms; ${beside}`),
    atMost("status for the first time, ms", status, 10, `ours ${fine(status)} ms; ${beside}`),
    atMost("status again, ms", statusAgain, 10, `ours ${fine(statusAgain)} ms; ${beside}`),
  ]
}

/** @param {{ jkopay: number, linepay: { median: number, longest: number } }} measured @param {number} hook */
export function closedWindowRows({ jkopay, linepay }, hook) {
  const asked = `JKOPAY ${whole(jkopay)} ms, its question before the charge included; hook ${whole(hook)} ms`
  const longest = `LINE Pay at most ${whole(linepay.longest / 1000)} s; line-pay-merchant alone: never`
  return [
    atMost("window closed → captured / hook", jkopay / hook, 0.1, asked),
    atMost("window closed → captured, median s", linepay.median / 1000, 20, longest),
    atMost("window closed → captured / promised", linepay.longest / PROMISED_MS, 1, longest),
  ]
}

/** @param {Row} row */
export function lineOf({ name, value, target, isMet, measured }) {
  return `${isMet ? "met   " : "SHORT "} ${name.padEnd(36)} ${value.toFixed(2).padStart(7)}   target ${target.padEnd(8)} ${measured}`
}
