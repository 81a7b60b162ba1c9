import type { Interface } from "node:readline/promises"
import { type Answers, choicesAfter, problemsOf, QUESTIONS, type Question, USUAL } from "./answers.js"
import { usual } from "./flags.js"

/** Gives an answer's number, or nothing for the usual one. */
export type Ask = (text: string) => Promise<string>

export const askAt =
  (reader: Interface): Ask =>
  (text) =>
    reader.question(text)

const menuOf = ({ text }: Question, choices: Question["choices"]) =>
  `\n${text}\n${choices.map(([answer, meaning], index) => `  ${index + 1}. ${answer}: ${meaning}`).join("\n")}\n[1] `

async function choose(question: Question, choices: Question["choices"], ask: Ask): Promise<string> {
  const typed = (await ask(menuOf(question, choices))).trim() || "1"
  const found = choices.find(([answer], index) => typed === answer || typed === String(index + 1))
  return found ? found[0] : choose(question, choices, ask)
}

async function nameBy(ask: Ask | null): Promise<string> {
  if (!ask) throw new Error("Say how it is called: --name my-bank")
  return (await ask("\nHow is the package called? [my-bank] ")).trim() || "my-bank"
}

/** Everything that the flags leave open, from a person; without one, the usual answers. @throws when they do not fit */
export async function completeAnswers(given: Partial<Answers>, ask: Ask | null): Promise<Answers> {
  let answers: Partial<Answers> = { ...given, name: given.name ?? (await nameBy(ask)) }
  mustFit(answers)
  for (const question of QUESTIONS) {
    if (answers[question.topic] !== undefined) continue
    const choices = choicesAfter(question, answers)
    const isChoice = ask && choices.length > 1
    const answer = isChoice ? await choose(question, choices, ask) : usual(question.topic, choices)
    answers = { ...answers, [question.topic]: answer }
  }
  return answers as Answers
}

function mustFit(given: Partial<Answers>): void {
  const problems = problemsOf({ ...USUAL, ...given })
  if (problems.length > 0) throw new Error(problems.join("; "))
}
