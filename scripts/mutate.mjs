import path from "node:path"
import { parseArgs } from "node:util"
import { measuredAt, outcomesOf } from "../mutation/known.mjs"
import { filesOf, partOf, parts } from "../mutation/parts.mjs"
import { writeReport } from "../mutation/proof.mjs"
import { counted, leftOf, sentence } from "../mutation/report.mjs"
import { measure } from "../mutation/run.mjs"

const usage = `npm run mutate -- codecs|gateways|ledger|payments [words of paths…] [--afresh] [--workers 2] [--report]
npm run mutate -- --nightly [--minutes 240] [--workers 2] [--report]
  Changes one thing at a time in the code that decides about money, and sees whether a test notices. What was measured
  before on this machine and has not changed is not measured again (.cache/mutation), but --afresh, which new tests
  of a table at the top of a file want: Stryker does not see them. What came of it is kept in mutation/known.json, to be
  committed. --nightly measures room by room, what was never measured first, then the oldest,
  and begins no room after so many minutes. --report writes all that is known to docs/proof.md.
`

/** @typedef {{ workers: number, afresh: boolean }} Wish */

/** Files that the same tests must notice are measured together: no test of another room counts, and what is known is kept after each group. @param {string} name @param {string[]} files */
function byTests(name, files) {
  const { testsOf } = partOf(name)
  const groups = new Map(files.map((file) => [testsOf(file).join(), /** @type {string[]} */ ([])]))
  for (const file of files) groups.get(testsOf(file).join())?.push(file)
  return [...groups.values()]
}

/** @param {string} name @param {string[]} files @param {Wish} wish @returns {Promise<boolean>} whether enough was killed */
async function measureAndTell(name, files, wish) {
  for (const group of byTests(name, files)) await measure(name, group, wish)
  const { least } = partOf(name)
  const outcomes = outcomesOf(files)
  for (const outcome of outcomes) for (const left of leftOf(outcome)) console.log(sentence(outcome.file, left))
  const { killed, total, equivalent, share } = counted(outcomes)
  const counts = `${killed} of ${total} killed, ${equivalent} equivalent`
  console.log(`${name}: ${counts}: ${share.toFixed(1)} % (at least ${least} %)`)
  return share >= least
}

/** The rooms of all parts, the one whose oldest measurement is the oldest first. */
function rooms() {
  const found = Object.entries(parts).flatMap(([name, part]) => {
    const files = filesOf(part)
    const folders = [...new Set(files.map((file) => path.dirname(file)))]
    return folders.map((folder) => ({ name, files: files.filter((file) => path.dirname(file) === folder) }))
  })
  const dated = found.map((room) => ({ ...room, at: room.files.map((file) => measuredAt(file) ?? "").sort()[0] ?? "" }))
  return dated.sort((a, b) => a.at.localeCompare(b.at))
}

/** @param {number} minutes @param {Wish} wish @returns {Promise<boolean>} */
async function nightly(minutes, wish) {
  const until = Date.now() + minutes * 60_000
  let enough = true
  for (const { name, files } of rooms())
    if (Date.now() < until) enough = (await measureAndTell(name, files, wish)) && enough
  return enough
}

/** @param {string} name @param {string[]} words @param {Wish} wish */
function onePart(name, words, wish) {
  const files = filesOf(partOf(name), words)
  if (files.length === 0) throw new Error(`No file of ${name} has ${words.join(" or ")} in its path.`)
  return measureAndTell(name, files, wish)
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    afresh: { type: "boolean", default: false },
    nightly: { type: "boolean", default: false },
    report: { type: "boolean", default: false },
    workers: { type: "string", default: "2" },
    minutes: { type: "string", default: "240" },
    help: { type: "boolean", default: false },
  },
})

const [name, ...words] = positionals
const wish = { workers: Number(values.workers), afresh: values.afresh }
let enough = true
if (values.help || (!name && !values.nightly && !values.report)) console.log(usage)
else if (name) enough = await onePart(name, words, wish)
else if (values.nightly) enough = await nightly(Number(values.minutes), wish)
if (values.report) writeReport()
process.exitCode = enough ? 0 : 1
