/**
 * Loaded into each Medusa process by `--require`: tells what memory it holds, after a garbage collection, to whoever asks on its own
 * loopback port. Only for measuring.
 */
const { createServer } = require("node:http")
const v8 = require("node:v8")
const vm = require("node:vm")

v8.setFlagsFromString("--expose-gc")
const collect = vm.runInNewContext("gc")

const port = Number(process.env.SCALE_PROBE_PORT)
if (port) {
  const server = createServer((_request, response) => {
    collect()
    const { rss, heapUsed, external } = process.memoryUsage()
    response.end(JSON.stringify({ rss, heapUsed, external }))
  })
  server.listen(port, "127.0.0.1").unref()
}
