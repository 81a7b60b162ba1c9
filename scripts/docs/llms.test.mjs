import { existsSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { root } from "../lib/paths.mjs"
import { readDocs, renderLlms, sentenceOf } from "./llms.mjs"

const lines = [...renderLlms(readDocs()).matchAll(/^- \[(.+?)\]\((.+?)\): (.*)$/gm)]

test("every page is listed once, in one line that says something", () => {
  const listed = lines.map(([, , file]) => file)
  for (const { file } of readDocs()) expect(listed.filter((each) => each === file)).toEqual([file])
  expect(lines.filter(([, title = "", , sentence = ""]) => title.length < 3 || sentence.length < 10)).toEqual([])
})

test("every line leads somewhere", () => {
  expect(lines.filter(([, , file = ""]) => !existsSync(path.join(root, file)))).toEqual([])
})

test("a new page finds its section by itself", () => {
  const page = {
    file: "docs/tutorial/README.md",
    text: "# Ten methods\n\n[中文](x.md)\n\nFrom *nothing* to proven. And on.",
  }
  expect(renderLlms([page])).toContain(
    "## Tutorial: a payment provider of your own\n\n- [Ten methods](docs/tutorial/README.md): From nothing to proven.\n",
  )
})

test.each([
  ["# A\n\nMedusa 2.21 and later. More.", "Medusa 2.21 and later."],
  ["# 甲\n\n給商店用：一二三。四。", "給商店用。"],
  ["# A\n\n| a |\n\nAll of it", "All of it"],
])("the first sentence of %j", (text, sentence) => {
  expect(sentenceOf({ file: "a.md", text })).toBe(sentence)
})
