import { tidyText } from "./text"

const HIDDEN = "***"

/** No sentence needs more; of a longer one, beginning and end tell what happened. */
const LONGEST = 400

/** What comes in here is cut before it is searched, so that no text takes long. */
const LONGEST_READ = 10_000

/** What tells of a person, or opens a door, wherever it stands in a sentence. */
const SHAPES: readonly (readonly [shape: RegExp, instead: string])[] = [
  [/\b([a-z][a-z\d+.-]{1,20}:\/\/)[^\s/@]{1,200}@/gi, `$1${HIDDEN}@`],
  [/(\bhttps?:\/\/[^\s?#]{1,300})[?#][^\s]*/gi, "$1"],
  [/[^\s@<>()"'=:;,]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, HIDDEN],
  [
    /\b((?:hash_?key|hash_?iv|\w{0,20}(?:secret|password|token|prime|api_?key|partner_key))"?\s*(?:=|":\s*)"?)[^\s"&,;]+/gi,
    `$1${HIDDEN}`,
  ],
  [/(?<!\w)(?:\+?886[- ]?0?|0)9\d{2}[- ]?\d{3}[- ]?\d{3}(?!\w)/g, HIDDEN],
  [/(?<!\w)(?:\(0\d{1,2}\) ?|0\d{1,2}-)\d{3,4}-?\d{4}(?!\w)/g, HIDDEN],
  [/(?<!\w)[A-Z][1289A-D]\d{8}(?!\w)/gi, HIDDEN],
  [/(?<![\w/])\/[\dA-Z.+-]{7}(?![\w/])/g, HIDDEN],
  [/(?<!\w)[3-6]\d{3}(?:[ -]?\d){11,12}(?!\w)/g, HIDDEN],
  [/(?<![\w-])(?=[\w+-]*\d)[\w+-]{40,}={0,2}/g, HIDDEN],
]

/** A sentence of a gateway's, or of an error, as it may be stored and logged: one line, of bounded length, about nobody. */
export function plainWords(text: string): string {
  const line = tidyText(shorten(text, LONGEST_READ))
  const plain = SHAPES.reduce((words, [shape, instead]) => words.replace(shape, instead), line)
  return shorten(plain, LONGEST)
}

function shorten(text: string, most: number): string {
  const half = most / 2 - 2
  return text.length <= most ? text : `${text.slice(0, half)} … ${text.slice(-half)}`.toWellFormed()
}
