import { expect, it } from "vitest"
import { messageView } from "../src/core/message-view.js"

it("a form is shown by its fields, and anything else as it came", async () => {
  expect(String(await messageView("RtnCode=1&RtnMsg=ok"))).toContain("<dt>RtnMsg</dt><dd>ok</dd>")
  expect(String(await messageView("no form"))).toBe("<pre>no form</pre>")
})

it("a text that is nearly a form keeps nobody waiting", async () => {
  const text = `${"a=b&".repeat(10_000)} c`
  expect(String(await messageView(text))).toMatch(/^<pre>a=b&amp;/)
})
