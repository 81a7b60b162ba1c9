import { randomInt } from "node:crypto"
import { createServer } from "node:net"

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once("error", () => resolve(false))
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)))
  })
}

/**
 * Below those that a system gives to whoever asks for any (Linux from 32768 on), so that nobody takes it until ours listens; and above
 * those that browsers refuse, of which 10080 is the highest.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(11_000, 30_000)
    if (await isFree(port)) return port
  }
  throw new Error("There is no free port.")
}
