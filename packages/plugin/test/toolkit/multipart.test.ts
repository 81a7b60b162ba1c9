import { expect, it } from "vitest"
import { formText } from "../../src/toolkit/multipart"

const raw = (type: string, body: string) => ({ body: Buffer.from(body), headers: { "content-type": type }, query: "" })
const part = (head: string, value: string) => `--B\r\n${head}\r\n\r\n${value}\r\n`
const named = (name: string, value: string) => part(`Content-Disposition: form-data; name="${name}"`, value)

it("leaves any other form as it came", () => {
  for (const type of ["application/x-www-form-urlencoded", "", "multipart/form-data", "text/plain; boundary=B"])
    expect(formText(raw(type, "a=1&b=%20"))).toBe("a=1&b=%20")
})

it("writes parts as a form, in their order, twice what stands twice", () => {
  const body = `preamble\r\n${named("a", "1 &=茶")}${named("b", "x\r\n\r\ny")}${named("a", "2")}--B--\r\nend`
  const fields = [...new URLSearchParams(formText(raw('multipart/form-data; charset=utf-8; boundary="B"', body)))]
  expect(fields).toEqual([
    ["a", "1 &=茶"],
    ["b", "x\r\n\r\ny"],
    ["a", "2"],
  ])
})

it("leaves files, nameless parts and what was cut off out", () => {
  const file = part('Content-Disposition: form-data; name="f"; filename="a.txt"\r\nContent-Type: text/plain', "x")
  const body = `${file}${part("Content-Type: text/plain", "x")}--B\r\nbroken\r\n${named("a", "1")}--B--`
  expect(formText(raw("multipart/form-data; boundary=B", body))).toBe("a=1")
  expect(formText(raw("multipart/form-data; boundary=B", named("a", "1")))).toBe("")
})
