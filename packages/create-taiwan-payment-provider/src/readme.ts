import type { Answers } from "./answers.js"
import { keysOf } from "./keys.js"
import { lines } from "./lines.js"
import type { Names } from "./names.js"
import { type PlannedStep, SECTIONS } from "./plan.js"

const environmentName = (option: string) => option.replaceAll(/[A-Z]/g, "_$&").toUpperCase()

const secretLine = (option: string) => `            ${option}: process.env.BANK_${environmentName(option)},`

function optionLines(answers: Answers, { id }: Names): string[] {
  const keys = [...keysOf(answers).map(({ name }) => name), "merchantId"].map(secretLine)
  if (answers.kind === "toolkit")
    return [
      '            environment: "stage",',
      '            backendUrl: "https://api.shop.example",',
      '            storefrontUrl: "https://shop.example",',
      ...keys,
    ]
  const notify = `            notifyUrl: "https://api.shop.example/hooks/payment/${id}_main",`
  return [
    ...keys,
    ...(answers.notices === "none" ? [] : [notify]),
    '            returnUrl: "https://shop.example/checkout",',
  ]
}

const PLUGIN = ['plugins: [{ resolve: "@taiwan-payments/medusa", options: {} }],']

function configLines(answers: Answers, names: Names): string[] {
  return [
    "```ts",
    "// medusa-config.ts",
    ...(answers.kind === "toolkit" ? PLUGIN : []),
    "modules: [",
    "  {",
    '    resolve: "@medusajs/medusa/payment",',
    "    options: {",
    "      providers: [",
    "        {",
    `          resolve: "${names.package}",`,
    '          id: "main",',
    "          options: {",
    ...optionLines(answers, names),
    "          },",
    "        },",
    "      ],",
    "    },",
    "  },",
    "],",
    "```",
  ]
}

function row({ number, name, file, task, section }: PlannedStep): string {
  const place = section ? `${SECTIONS.indexOf(section) + 1}. ${section}` : "the bank"
  return `| ${number} | \`${file}\` | \`${name}\` | ${task} | ${place} |`
}

const LAST: Readonly<Record<Answers["kind"], readonly string[]>> = {
  plain: [
    "When all of these are written, `npm test` lists the cases of `prove` that fail: contract, then money, then manners. It is done when the list is empty.",
    "Then try histories that nobody wrote: `npm run prove -- --fuzz 200`.",
  ],
  toolkit: [
    "When all of these are written, `npm test` walks a payment through the gateway and your bank, and lists what is wrong. It is done when the list is empty.",
    "Then put it into the conformance kit (`@taiwan-payments/conformance`), which tries it in the plugin's own provider, routes and jobs.",
  ],
}

/** `README.md` */
export function readme(answers: Answers, names: Names, plan: readonly PlannedStep[]): string {
  return lines(
    `# ${names.title}`,
    "",
    "A payment provider for Medusa, just begun. It builds and boots; what is not written says so when it is called.",
    "",
    "```",
    "npm install",
    "npm test         # what to write next, in order",
    "npm run build",
    "```",
    "",
    "## Steps",
    "",
    "The last column is the section of the tutorial (docs/tutorial of Taiwan Payments).",
    "",
    "| Step | In | Write | What it does | Tutorial |",
    "| --- | --- | --- | --- | --- |",
    plan.map(row),
    "",
    LAST[answers.kind],
    "",
    "Write the bank from the bank's own documents, before the provider. Never change it to make a case pass, unless the documents say so; never declare a fact that is not true.",
    "",
    "## In a shop",
    "",
    configLines(answers, names),
  )
}
