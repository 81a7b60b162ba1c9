import { createReadStream, statSync } from "node:fs"
import { createServer, request as httpRequest } from "node:http"
import path from "node:path"
import { createGzip } from "node:zlib"

/** What Medusa answers; all else is the shop's. */
const medusaPaths = /^\/(store|pay|auth|admin|app|hooks|static|health)(\/|\?|$)/

/** @type {Record<string, string>} */
const mediaTypes = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
}

/**
 * @param {import("node:http").IncomingMessage} incoming
 * @param {import("node:http").ServerResponse} response
 * @param {URL} backend
 */
function forward(incoming, response, backend) {
  const { method, url: path, headers } = incoming
  const forwarded = { ...headers, "x-forwarded-host": headers.host, "x-forwarded-proto": "http" }
  const outgoing = httpRequest(
    { hostname: "127.0.0.1", port: backend.port, method, path, headers: forwarded },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    },
  )
  outgoing.on("error", () => {
    if (!response.headersSent) response.writeHead(502, { "content-type": "text/plain" })
    response.end("The shop's server does not answer.")
  })
  incoming.pipe(outgoing)
}

/** The file for a path; pages of the shop without a file of their own are index.html. @param {string} folder @param {string} pathname */
function fileFor(folder, pathname) {
  const file = path.join(folder, path.normalize(pathname))
  const isFile = file.startsWith(folder + path.sep) && statSync(file, { throwIfNoEntry: false })?.isFile()
  return isFile ? file : path.join(folder, "index.html")
}

/**
 * Text goes out packed, which is a quarter of it on the phone's slow line.
 * @param {import("node:http").IncomingMessage} incoming @param {import("node:http").ServerResponse} response @param {string} file
 */
function sendFile(incoming, response, file) {
  const type = mediaTypes[path.extname(file)] ?? "application/octet-stream"
  const isPacked = /text|json|svg/.test(type) && /\bgzip\b/.test(String(incoming.headers["accept-encoding"]))
  const packing = isPacked ? { "content-encoding": "gzip" } : {}
  response.writeHead(200, { "content-type": type, vary: "accept-encoding", ...packing })
  const content = createReadStream(file)
  if (isPacked) content.pipe(createGzip()).pipe(response)
  else content.pipe(response)
}

/** @param {string | undefined} target @returns {string} "/" for a path that cannot be decoded */
function pathOf(target) {
  try {
    return decodeURIComponent(new URL(target ?? "/", "http://localhost").pathname)
  } catch {
    return "/"
  }
}

/**
 * Serves the built shop and Medusa at one address.
 * @param {{ port: number, folder: string, backendUrl: string, config: Record<string, unknown> }} options
 * @returns {Promise<{ close: () => Promise<void> }>}
 */
export async function serveShop({ port, folder, backendUrl, config }) {
  const backend = new URL(backendUrl)
  const server = createServer((incoming, response) => {
    if (medusaPaths.test(incoming.url ?? "")) return forward(incoming, response, backend)
    const pathname = pathOf(incoming.url)
    if (pathname !== "/config.json") return sendFile(incoming, response, fileFor(folder, pathname))
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(config))
  })
  await new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, "127.0.0.1", () => resolve(undefined))
  })
  const close = async () => {
    server.closeAllConnections()
    server.close()
  }
  return { close }
}
