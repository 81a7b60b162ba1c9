import { describe, expect, it } from "vitest"
import { blockBelow, blocksOf, codeBlocks, withoutComments } from "./markdown-code.mjs"

const page = `# Title
## 1. Install
\`\`\`sh
# not a heading
npm install
\`\`\`
text
\`\`\`ts
const one = 1 // eins
\`\`\`
`

describe("blocks of code in a page", () => {
  it("know their heading and language", () => {
    expect(codeBlocks(page)).toEqual([
      { heading: "1. Install", language: "sh", code: "# not a heading\nnpm install\n" },
      { heading: "1. Install", language: "ts", code: "const one = 1 // eins\n" },
    ])
  })

  it("are found by heading and beginning, or not at all", () => {
    expect(blockBelow(codeBlocks(page), "1.", "const")).toBe("const one = 1 // eins\n")
    expect(() => blockBelow(codeBlocks(page), "1.")).toThrow(/2 blocks/)
    expect(() => blockBelow(codeBlocks(page), "2.")).toThrow(/0 blocks/)
  })

  it("can do without comments", () => {
    expect(withoutComments("/** a\n * b */\nlet a = 'http://b' // c\n# d\nnpm x  # e\n")).toBe(
      "let a = 'http://b'\nnpm x\n",
    )
  })
})

describe("a page in two languages", () => {
  it.each([
    ["README.md", "README.zh-TW.md"],
    ["docs/nextjs.md", "docs/nextjs.zh-TW.md"],
    ["docs/without-medusa.md", "docs/without-medusa.zh-TW.md"],
  ])("%s has the same code as %s", (english, chinese) => {
    const [code, other] = [english, chinese].map((each) => blocksOf(each).map((block) => withoutComments(block.code)))
    expect(other).toEqual(code)
  })
})
