import { connect } from "node:net"
import { describe, expect, test } from "vitest"
import { startRedis } from "./redis.mjs"
import { lacks } from "./services.mjs"

describe.skipIf(lacks("redis"))("a Redis of one's own", () => {
  test("answers until it is stopped", async () => {
    const redis = await startRedis()
    expect(await ping(redis.url)).toBe("+PONG\r\n")
    await redis.stop()
    await expect(ping(redis.url)).rejects.toThrow("ECONNREFUSED")
  })
})

/** @param {string} url @returns {Promise<string>} */
function ping(url) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write("PING\r\n"))
    socket.once("error", reject)
    socket.once("data", (data) => {
      resolve(data.toString())
      socket.destroy()
    })
  })
}
