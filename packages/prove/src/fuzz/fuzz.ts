import { Finding, messageOf } from "../finding.js"
import { openScene, type Trial } from "../run.js"
import { UnsoundBank } from "../self-check.js"
import { act, type Plot } from "./act.js"
import { brokenLaw } from "./law.js"
import { invent, random, type Story, tell } from "./story.js"

/** A way to lose money. */
export interface Breach {
  readonly story: Story
  readonly broken: string
}

/** Plays a history; what it breaks first, with the steps up to there. */
export async function play(trial: Trial, story: Story): Promise<Breach | null> {
  const scene = openScene(trial)
  const { value: sale } = await scene.shop.try(() => scene.shop.open())
  if (!sale) return null
  const plot: Plot = { sale, meant: 0, isLost: false, isDeleted: false }
  for (const [index, step] of story.entries()) {
    const wasPaid = (await scene.shop.payment(sale.session.id)) !== null
    const hung = await act(scene, plot, step).then(() => null, hangOf)
    if (scene.bank.broken) throw new UnsoundBank(`${scene.bank.broken} (seen in ${tell(story)})`)
    if (plot.isDeleted) return null
    const broken = hung ?? brokenLaw(await scene.shop.books(sale), plot, wasPaid)
    if (broken) return { story: story.slice(0, index + 1), broken }
  }
  return null
}

/** What the provider throws is its right; only silence is a finding. */
function hangOf(error: unknown): string | null {
  return error instanceof Finding ? messageOf(error) : null
}

const without = (story: Story, index: number) => story.filter((_, each) => each !== index)
const calmed = (story: Story, index: number) =>
  story.map((step, each) => (each === index ? { ...step, fault: null } : step))
const rounded = (story: Story, index: number) =>
  story.map((step, each) => (each === index ? { ...step, amount: 60 } : step))

/** The smallest history that still breaks a law: steps are left out, then faults, then odd amounts. */
export async function shrink(trial: Trial, first: Breach): Promise<Breach> {
  let best = first
  for (const change of [without, calmed, rounded]) {
    for (let index = best.story.length - 1; index >= 0; index--) {
      const smaller = change(best.story, index)
      if (tell(smaller) === tell(best.story)) continue
      best = (await play(trial, smaller)) ?? best
      index = Math.min(index, best.story.length)
    }
  }
  return best
}

export interface Fuzzing {
  readonly histories: number
  readonly seed: number
  readonly onBreach: (breach: Breach) => void
}

/** What begins like a way that is known already would end like it: the rest of such histories is not looked at. */
const repeats = (story: Story, known: readonly Breach[]) => known.some(({ story: small }) => isWithin(small, story))

function isWithin(small: Story, story: Story): boolean {
  let found = 0
  for (const step of story) {
    const wanted = small[found]
    if (wanted && wanted.action === step.action && wanted.fault === step.fault) found++
  }
  return found === small.length
}

/** Invents histories and returns every smallest way to lose money. @throws UnsoundBank */
export async function fuzz(trial: Trial, { histories, seed, onBreach }: Fuzzing): Promise<Breach[]> {
  const next = random(seed)
  const known: Breach[] = []
  for (let count = 0; count < histories; count++) {
    const story = invent(next)
    if (repeats(story, known)) continue
    const breach = await play(trial, story)
    if (!breach) continue
    const small = await shrink(trial, breach)
    if (known.some((each) => tell(each.story) === tell(small.story))) continue
    known.push(small)
    onBreach(small)
  }
  return known
}
