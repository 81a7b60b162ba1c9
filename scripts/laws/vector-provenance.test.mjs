import { expect, test } from "vitest"
import { verdict } from "./law-testing.mjs"
import { vectorProvenance } from "./vector-provenance.mjs"

const good = { id: "a", source: "https://example.com", retrieved: "2026-11-22", kind: "published" }

test("a vector with provenance passes, whether it stands in it or in its file", () => {
  const { id, ...shared } = good
  expect(verdict(vectorProvenance, "vectors/acme/a.json", JSON.stringify([good]))).toEqual([])
  expect(verdict(vectorProvenance, "vectors/acme/a.json", JSON.stringify({ ...shared, vectors: [{ id }] }))).toEqual([])
})

test.each(["id", "source", "retrieved", "kind"])("a vector without %s does not", (field) => {
  const vector = { ...good, [field]: undefined }
  expect(verdict(vectorProvenance, "vectors/acme/a.json", JSON.stringify([vector]))).toHaveLength(1)
})

test("an invented kind and an empty file do not", () => {
  expect(verdict(vectorProvenance, "vectors/acme/a.json", JSON.stringify([{ ...good, kind: "made up" }]))).toHaveLength(
    1,
  )
  expect(verdict(vectorProvenance, "vectors/acme/a.json", "[]")).toHaveLength(1)
})
