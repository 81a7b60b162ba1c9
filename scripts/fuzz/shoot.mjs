import { connect } from "node:net"

/**
 * @typedef {import("./shots.mjs").Shot} Shot
 *
 * What came back; `end` says why nothing did.
 * @typedef {object} Answer
 * @property {number} status   0 where nothing came
 * @property {string} head     status line and headers, as they came
 * @property {string} body
 * @property {"answered" | "cut" | "silent" | "refused"} end
 * @property {number} ms
 */

/** Bodies end after ten seconds; whatever takes this long hangs. */
const HANGS_MS = 30_000

/** The shot as bytes. @param {Shot} shot @param {URL} shop */
export function bytesOf({ method, target, headers, body, framing }, shop) {
  const framed = framing === "chunked" ? chunked(body) : body
  const length = framing === "short" ? body.length + 100 : body.length
  const size = framing === "chunked" ? "transfer-encoding: chunked" : `content-length: ${length}`
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `host: ${shop.host}`,
    ...headers.map((pair) => pair.join(": ")),
    size,
    "connection: close",
  ]
  // A header's letters are bytes; text that is not in Latin-1 goes as UTF-8.
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), framed])
}

/** @param {Buffer} body */
function chunked(body) {
  const pieces = []
  for (let at = 0; at < body.length; at += 7_000) pieces.push(body.subarray(at, at + 7_000))
  return Buffer.concat([
    ...pieces.flatMap((piece) => [Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]),
    Buffer.from("0\r\n\r\n"),
  ])
}

/** Sends one request over a connection of its own. Never throws. @param {URL} shop @param {Shot} shot @returns {Promise<Answer>} */
export function shoot(shop, shot) {
  const began = performance.now()
  return new Promise((resolve) => {
    /** @type {Buffer[]} */
    const pieces = []
    const socket = connect({ host: shop.hostname, port: Number(shop.port) })
    const timer = setTimeout(() => end("silent"), HANGS_MS)
    /** @param {Answer["end"]} how */
    const end = (how) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({
        ...read(Buffer.concat(pieces).toString("utf8")),
        end: pieces.length > 0 && how === "cut" ? "answered" : how,
        ms: performance.now() - began,
      })
    }
    socket.on("data", (piece) => pieces.push(piece))
    socket.on("end", () => end("cut"))
    socket.on("error", (error) => end("code" in error && error.code === "ECONNREFUSED" ? "refused" : "cut"))
    socket.write(bytesOf(shot, shop))
  })
}

/** @param {string} text */
function read(text) {
  // Somebody who said "Expect: 100-continue" is told to go on first.
  const answer = text.replace(/^HTTP\/1\.1 100 [^\r]*\r\n\r\n/, "")
  const at = answer.indexOf("\r\n\r\n")
  const head = at < 0 ? answer : answer.slice(0, at)
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body: at < 0 ? "" : answer.slice(at + 4) }
}
