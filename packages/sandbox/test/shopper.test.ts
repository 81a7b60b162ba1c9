import { createServer, type Server } from "node:http"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { decodeEntities, formsOf, linksOf } from "../src/shopper/html.js"
import { openPage } from "../src/shopper/index.js"

let server: Server
let base = ""
const pages: Record<string, [status: number, headers: Record<string, string>, body: string]> = {
  "/loop": [302, { location: "/loop" }, ""],
  "/moved": [307, { location: "/echo" }, ""],
  "/see": [303, { location: "/echo" }, ""],
  "/auto": [200, {}, '<form id="x" method="post" action="/echo" data-auto-submit><input name="a" value="1"></form>'],
  "/departure": [200, {}, '<form id="departure" method="POST" action="/echo"><input name="d" value="2"></form>'],
  "/form": [
    200,
    {},
    '<form id="f" action="/echo"><input name="q" value="茶"><button name="go" value="yes">Go</button></form><a id="l" href="/echo?x=1">',
  ],
}

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/never") return
    const page = pages[request.url ?? ""]
    if (page) return void response.writeHead(page[0], page[1]).end(page[2])
    let body = ""
    request.on("data", (chunk) => {
      body += chunk
    })
    request.on("end", () => response.end(`${request.method} ${request.url} ${body}`))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  base = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

describe("the browser", () => {
  it("gives up on a circle", async () => {
    await expect(openPage(`${base}/loop`)).rejects.toThrow("round in circles")
  })

  it("shows a page that cannot be reached as such", async () => {
    const page = await openPage("http://127.0.0.1:9/nothing")
    expect([page.status, page.url]).toEqual([0, "http://127.0.0.1:9/nothing"])
  })

  it("gives up a page that never comes", async () => {
    const page = await openPage(`${base}/never`, { patience: 50 })
    expect([page.status, page.html]).toEqual([0, expect.stringContaining("timeout")])
  })

  it("says which form or button is missing", async () => {
    const page = await openPage(`${base}/form`)
    await expect(page.submit("g")).rejects.toThrow("No form g")
    await expect(page.submit("f", {}, "no")).rejects.toThrow("no button no")
    await expect(page.follow("m")).rejects.toThrow("No link m")
  })

  it("stops where the window is closed", async () => {
    const page = await openPage(`${base}/auto`, { closeBefore: ({ url }) => url.endsWith("/echo") })
    expect([page.closed, page.url]).toEqual([true, `${base}/auto`])
  })

  it("follows redirects as their status says", async () => {
    expect((await openPage(`${base}/see`)).html).toBe("GET /echo ")
    expect((await openPage(`${base}/moved`)).html).toBe("GET /echo ")
  })

  it("submits forms that submit themselves, unless autoSubmit is off", async () => {
    expect((await openPage(`${base}/auto`)).html).toBe("POST /echo a=1")
    expect((await openPage(`${base}/departure`)).html).toBe("POST /echo d=2")
    expect((await openPage(`${base}/auto`, { autoSubmit: false })).url).toBe(`${base}/auto`)
  })

  it("sends a form by hand, with the button pressed", async () => {
    const page = await openPage(`${base}/form`)
    expect((await page.submit("f", { q: "糖" }, "yes")).html).toContain("q=%E7%B3%96&go=yes")
    expect((await page.follow("l")).html).toBe("GET /echo?x=1 ")
  })
})

describe("HTML", () => {
  it("decodes references", () => {
    expect(decodeEntities("&lt;&#33590;&#x8336;&amp;amp;&quot;&unknown;")).toBe('<茶茶&amp;"&unknown;')
  })

  it("reads inputs in any order and quoting, selects, and buttons that submit", () => {
    const [form] = formsOf(`<form method=post action='/a?b=1&amp;c=2' id=one>
      <input value="x > y" type="hidden" name='n'><select name="s"><option value="1">1</option><option value="2"></select>
      <button type="button" name="no">No</button><button data-action="go">Go</button></form>`)
    expect(form).toEqual({
      id: "one",
      action: "/a?b=1&c=2",
      method: "post",
      fields: { n: "x > y", s: "1" },
      buttons: [{ name: "", value: "", action: "go" }],
      autoSubmit: false,
    })
  })

  it("reads links by id", () => expect(linksOf('<a id="x" href="/y&amp;z">')).toEqual({ x: "/y&z" }))
})
