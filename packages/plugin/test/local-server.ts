import { createServer, type RequestListener, type Server } from "node:http"
import {
  type AddressInfo,
  createServer as createSocketServer,
  type Socket,
  type Server as SocketServer,
} from "node:net"
import { onTestFinished } from "vitest"

async function listen(server: Server | SocketServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A real HTTP server for one test; its address. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return listen(server)
}

/** A server that speaks whatever bytes it likes, or none. */
export async function serveSockets(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket.on("error", () => socket.destroy()))
    onConnection(socket)
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return listen(server)
}

/** An address at which nobody listens any more. */
export async function deadAddress(): Promise<string> {
  const server = createSocketServer()
  const address = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return address
}
