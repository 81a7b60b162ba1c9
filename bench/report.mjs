import { whereAndWhen, writeProof } from "../scripts/lib/proof.mjs"

/** What was done for it is told by hand, beside what the run says. */
const WORDS = `Ratios are to a peer in the same run; rows that take turns with their peers, and medians of repeated rounds. A ratio says
more than a time: the machine is shared.

- An acknowledgement waits for a commit; Medusa's hook answers before it reads anything. A notice reads our record once (those of one turn
  of the event loop together), and event, change and inbox row are one statement and one commit.
- Statements prepared by name brought a tenth more and were left out: poolers in transaction mode (PgBouncer before 1.21) break them.
- The codecs are measured in a process of their own. In the one that plays the gateways ECPay's signature came to 2.4 to 3.0 times the fastest peer.`

/** @param {import("./rows.mjs").Row} row */
const cellsOf = ({ name, value, target, isMet, measured }) =>
  `| ${name} | ${value.toFixed(2)} | ${target} | ${isMet ? "met" : "short"} | ${measured} |`

/** Writes "Speed" of docs/proof.md. @param {{ rows: import("./rows.mjs").Row[], seconds: number, load: number }} outcome */
export function writeReport({ rows, seconds, load }) {
  const short = rows.filter(({ isMet }) => !isMet).map(({ name, target }) => `${name} (${target})`)
  const minutes = `${(seconds / 60).toFixed(1)} minutes (at most 8 are wished for)`
  writeProof(
    "speed",
    `## Speed

\`npm run bench -- --report\`, ${whereAndWhen()}; ${minutes}, load ${load.toFixed(1)} from others when it began.

| What | Measured | Target | | Beside |
| --- | --- | --- | --- | --- |
${rows.map(cellsOf).join("\n")}

Fell short: ${short.join("; ") || "nothing"}.

${WORDS}
`,
  )
}
