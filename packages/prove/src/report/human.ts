import type { Judgement, Report, Result } from "../verdict.js"

const MARKS: Readonly<Record<Judgement, string>> = { pass: "ok  ", fail: "FAIL", "n/a": "n/a ", "not judged": "?   " }
const WIDTH = 34

/** One line of a case, and two below a failure: what a shop loses, and how to see it again. */
export function lineOf({ id, verdict, seen, loss }: Result, replay: string): string {
  const reason = verdict === "pass" ? "" : ` ${verdict === "not judged" ? "not judged: " : ""}${seen ?? ""}`
  const line = `  ${MARKS[verdict]} ${reason ? id.padEnd(WIDTH) : id}${reason}`
  if (verdict !== "fail") return line
  return `${line}\n       -> ${loss}\n       replay: ${replay} --only ${id}`
}

/** Writes results as they come, each tier under its name. */
export class Narrator {
  private tier = ""

  constructor(
    private readonly write: (text: string) => void,
    private readonly replay: string,
  ) {}

  service(identifier: string): void {
    this.tier = ""
    this.write(`\n${identifier}\n`)
  }

  result(result: Result): void {
    if (result.tier !== this.tier) this.write(`\n${result.tier}\n`)
    this.tier = result.tier
    this.write(`${lineOf(result, this.replay)}\n`)
  }
}

const count = (results: readonly Result[], verdict: Judgement) =>
  results.filter((result) => result.verdict === verdict).length

/** The last line of a provider. */
export function summaryOf({ provider, medusa, results, trouble, exit }: Report): string {
  if (trouble) return `${provider.identifier}: not judged, ${trouble}`
  const counts = (["pass", "fail", "n/a", "not judged"] as const).map((each) => `${count(results, each)} ${each}`)
  const words = exit === 0 ? "" : exit === 3 ? "; only manners failed" : ""
  return `${provider.identifier}: ${counts.join(", ")}${words} · Medusa ${medusa}`
}
