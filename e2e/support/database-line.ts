import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/** A line to a database server that can be cut, as a cable can. */
export interface DatabaseLine {
  /** The database's address by way of the line. */
  readonly url: string
  /** Ends every connection, and every new one at once. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

export async function openClient(databaseUrl: string): Promise<DatabaseLine> {
  const target = new URL(databaseUrl)
  const open = new Set<Socket>()
  let isCut = false
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on("close", () => open.delete(socket)).on("error", () => socket.destroy())
  }
  const server = createServer((near) => {
    if (isCut) return near.destroy()
    const far = connect(Number(target.port || 5432), target.hostname)
    keep(near)
    keep(far)
    near.pipe(far).on("close", () => near.destroy())
    far.pipe(near).on("close", () => far.destroy())
  })
  const hangUp = () => {
    for (const socket of open) socket.destroy()
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = new URL(databaseUrl)
  url.hostname = "127.0.0.1"
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    cut: () => {
      isCut = true
      hangUp()
    },
    mend: () => {
      isCut = false
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        hangUp()
      }),
  }
}
