import type { RawMessage } from "./contract/notice"

const BOUNDARY = /^multipart\/form-data\s*;.*?\bboundary="?([^\s";]{1,70})"?/i
const NAME = /^content-disposition:\s*form-data\s*;\s*name="([^"\r\n]*)"\s*$/im

/**
 * A form's text, `application/x-www-form-urlencoded`: as it came, or written anew where it came as `multipart/form-data`.
 * A part that is a file, or has no name, is left out.
 */
export function formText({ headers, body }: RawMessage): string {
  const text = body.toString("utf8")
  const [, boundary] = BOUNDARY.exec(headers["content-type"] ?? "") ?? []
  if (boundary === undefined) return text
  const parts = `\r\n${text}`.split(`\r\n--${boundary}`).slice(1, -1).flatMap(readPart)
  return new URLSearchParams(parts).toString()
}

function readPart(part: string): [name: string, value: string][] {
  const [head = "", value] = part.split(/\r\n\r\n(.*)/s)
  const name = NAME.exec(head)?.[1]
  return name === undefined || value === undefined ? [] : [[name, value]]
}
