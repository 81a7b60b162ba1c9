import { writeFileSync } from "node:fs"
import { judged, patternsOf, slowness, writtenOut } from "./slow-patterns.mjs"
import { readTree } from "./tree.mjs"

/** Judges every pattern anew and writes down which are safe: `node scripts/laws/judge-patterns.mjs`. */
const patterns = new Map(patternsOf(readTree()).map((pattern) => [writtenOut(pattern), pattern]))
const bounded = judged.bounded.filter(({ pattern }) => patterns.has(pattern))
const left = [...patterns].filter(([written]) => !bounded.some(({ pattern }) => pattern === written))
const safe = left.filter(([written, pattern]) => {
  const slow = slowness(pattern)
  if (slow !== null) console.log(`${pattern.place} ${written}: ${slow}`)
  return slow === null
})
const text = JSON.stringify({ safe: safe.map(([written]) => written).sort(), bounded }, null, 2)
writeFileSync(new URL("judged-patterns.json", import.meta.url), `${text}\n`)
