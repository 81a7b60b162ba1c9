import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { createElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { expect, test } from "vitest"
import { ScrollRegion } from "../../src/admin/parts/scroll-region"

const ADMIN = path.join(import.meta.dirname, "../../src/admin")

test("what scrolls is reached by the keyboard, also where nothing in it can be pressed", () => {
  const shown = renderToStaticMarkup(createElement(ScrollRegion, { label: "Lines" }))
  expect(shown).toContain('tabindex="0"')
  expect(shown).toContain('aria-label="Lines"')
})

test("no table of ours scrolls by itself", () => {
  const files = readdirSync(ADMIN, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"))
  const scrolling = files.filter((file) =>
    /<(section|div)[^>]*overflow-(x-|y-)?(auto|scroll)/.test(readFileSync(path.join(ADMIN, file), "utf8")),
  )
  expect(scrolling).toEqual([path.join("parts", "scroll-region.tsx")])
})
