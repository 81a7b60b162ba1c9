import { connect, createServer } from "node:net"

/**
 * One address before several processes, as a load balancer is: each connection goes to the next that takes it.
 * @param {() => readonly number[]} ports of the processes that are up
 */
export async function openBalancer(ports) {
  let next = 0
  const server = createServer((client) => {
    const all = ports()
    next += 1
    forward(
      client,
      all.map((_, index) => all[(index + next) % all.length] ?? 0),
    )
  })
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)))
  const address = server.address()
  const port = address && typeof address === "object" ? address.port : 0
  return { url: `http://localhost:${port}`, close: () => void server.close() }
}

/** @param {import("node:net").Socket} client @param {number[]} ports */
function forward(client, [port, ...others]) {
  if (!port) return void client.destroy()
  const upstream = connect(port, "127.0.0.1")
  let isOpen = false
  upstream.on("connect", () => {
    isOpen = true
    client.pipe(upstream)
    upstream.pipe(client)
  })
  upstream.on("error", () => (isOpen ? client.destroy() : forward(client, others)))
  upstream.on("close", () => isOpen && client.destroy())
  client.on("error", () => upstream.destroy())
  client.on("close", () => upstream.destroy())
}
