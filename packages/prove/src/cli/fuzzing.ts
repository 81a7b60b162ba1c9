import { readFacts } from "../facts.js"
import { type Breach, fuzz, play } from "../fuzz/fuzz.js"
import { read, tell } from "../fuzz/story.js"
import { chosenServices, openCourt, type Question } from "../prove.js"
import type { Trial } from "../run.js"
import { checkAdapter, UnsoundBank } from "../self-check.js"
import type { ExitCode } from "../verdict.js"
import type { Arguments } from "./arguments.js"
import { questionOf, replayOf, type Write } from "./judge.js"

type Work = (trial: Trial) => Promise<ExitCode>

/** Boots the provider and works on each of its services; the worst counts. */
async function onEachService(question: Question, work: Work): Promise<ExitCode> {
  checkAdapter(question.adapter)
  const court = await openCourt(question, readFacts(question.adapter.facts))
  try {
    let exit: ExitCode = 0
    for (const service of chosenServices(question.provider, question.service))
      exit = (await work(court.trialOf(service))) || exit
    return exit
  } finally {
    await court.close()
  }
}

async function guarded(work: () => Promise<ExitCode>, write: Write): Promise<ExitCode> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UnsoundBank)) throw error
    write(`not judged: the bank is unsound: ${error.message}\n`)
    return 4
  }
}

const described = ({ story, broken }: Breach, replay: string) =>
  `  FAIL ${tell(story)}\n       ${broken}\n       replay: ${replay} --replay "${tell(story)}"\n`

/** --fuzz: prints each smallest way to lose money as it is found. */
export async function runFuzz(args: Arguments, folder: string, write: Write): Promise<ExitCode> {
  const histories = args.fuzz ?? 0
  const question = await questionOf(args, folder)
  return guarded(
    () =>
      onEachService(question, async (trial) => {
        write(`\nfuzz: ${histories} histories, seed ${args.seed}\n`)
        const onBreach = (breach: Breach) => write(described(breach, replayOf(args)))
        const found = await fuzz(trial, { histories, seed: args.seed, onBreach })
        write(`${trial.service.identifier}: ${found.length} smallest ways to lose money\n`)
        return found.length > 0 ? 1 : 0
      }),
    write,
  )
}

/** --replay: one history. */
export async function replay(args: Arguments, folder: string, write: Write): Promise<ExitCode> {
  const story = read(args.replay ?? "")
  const question = await questionOf(args, folder)
  return guarded(
    () =>
      onEachService(question, async (trial) => {
        const breach = await play(trial, story)
        write(breach ? described(breach, replayOf(args)) : `  ok   ${tell(story)}\n`)
        return breach ? 1 : 0
      }),
    write,
  )
}
