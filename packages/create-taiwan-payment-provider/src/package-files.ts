import type { Answers } from "./answers.js"
import { bankAdapter } from "./bank-adapter.js"
import { gitignore, manifest, tsconfig, tsconfigBuild, vitestConfig } from "./manifest.js"
import { namesOf } from "./names.js"
import { plainFiles } from "./plain/files.js"
import { planOf } from "./plan.js"
import { readme } from "./readme.js"
import { packageOfGateway } from "./toolkit/files.js"

/** A package, by the paths of its files. */
export function packageFiles(answers: Answers): Map<string, string> {
  const names = namesOf(answers.name)
  const plan = planOf(answers)
  const own = answers.kind === "plain" ? plainFiles : packageOfGateway
  return new Map([
    ["package.json", manifest(answers, names)],
    ["tsconfig.json", tsconfig()],
    ["tsconfig.build.json", tsconfigBuild()],
    ["vitest.config.mjs", vitestConfig()],
    [".gitignore", gitignore()],
    ["README.md", readme(answers, names, plan)],
    ["bank.prove.mjs", bankAdapter(answers, names, plan)],
    ...own(answers, names, plan),
  ])
}
