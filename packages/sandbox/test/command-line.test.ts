import { spawnSync } from "node:child_process"
import { createServer } from "node:net"
import { describe, expect, it, onTestFinished } from "vitest"
import { readCommand, whyNotStarted } from "../src/command-line.js"
import { startSandbox } from "../src/index.js"

const RUN = { port: 4090, host: "127.0.0.1", allowHosts: [], ecpay: { behaviour: "production" } }

describe("the command line", () => {
  it("starts a sandbox", () => {
    expect(readCommand([])).toEqual({ kind: "start", options: RUN })
    const words = ["--port", "0", "--stage", "--allow-host", "shop.test", "--page-host", "localhost", "--host", "::"]
    expect(readCommand(words)).toEqual({
      kind: "start",
      options: { port: 0, host: "::", allowHosts: ["shop.test"], pageHost: "localhost", ecpay: { behaviour: "stage" } },
    })
  })

  it("helps", () => {
    expect(readCommand(["--help"])).toMatchObject({ kind: "help", text: expect.stringContaining("--port <n>") })
  })

  it.each([
    [["--prot", "1"], /^Unknown option '--prot'\. --help lists the options\.$/],
    [["--port"], /--port <value>.*--help/],
    [["4090"], /Unexpected argument '4090'.*--help/],
    [["--port", "abc"], /^--port must be a number from 0 to 65535\. /],
    [["--port", "70000"], /^--port must be/],
    [["--port", ""], /^--port must be/],
    [["--page-host", "http://localhost"], /^--page-host must be a host's name/],
    [["--allow-host", "a b"], /^--allow-host must be a host's name/],
  ])("says in a sentence what is wrong with %j", (words, sentence) => {
    const command = readCommand(words)
    expect(command.kind).toBe("problem")
    expect(command.kind === "problem" && command.text).toMatch(sentence)
  })
})

describe("a sandbox that cannot start", () => {
  it("says that its port is taken, by a sandbox perhaps", async () => {
    const first = await startSandbox()
    onTestFinished(() => first.close())
    const error = await startSandbox({ port: first.port }).catch((reason: unknown) => reason)
    expect(whyNotStarted(error, { port: first.port, host: "127.0.0.1" })).toBe(
      `Port ${first.port} of 127.0.0.1 is taken, perhaps by a sandbox that runs already: ` +
        `look at http://127.0.0.1:${first.port}/_sandbox/, or choose another port with --port.`,
    )
  })

  it.each([
    ["EACCES", /may not listen on port 80.*--port/],
    ["ENOTFOUND", /no host x\.test.*--host/],
    ["EADDRNOTAVAIL", /no address x\.test.*--host/],
  ])("says what to do about %s", (code, sentence) => {
    expect(whyNotStarted(Object.assign(new Error(code), { code }), { port: 80, host: "x.test" })).toMatch(sentence)
  })

  it("hides nothing that nobody foresaw", () => {
    expect(whyNotStarted(new Error("broken"), RUN)).toBeNull()
  })
})

describe("the program", () => {
  const run = (...words: string[]) => {
    const program = new URL("../dist/bin.js", import.meta.url).pathname
    const { status, stderr } = spawnSync(process.execPath, [program, ...words], { encoding: "utf8" })
    return [status, stderr.trim().split("\n").length, stderr.includes("    at ")]
  }

  it("ends with a code and one line, without a stack", async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve))
    onTestFinished(() => void taken.close())
    const address = taken.address()
    expect(run("--port", String(typeof address === "object" && address?.port))).toEqual([1, 1, false])
    expect(run("--colour", "red")).toEqual([2, 1, false])
  })
})
