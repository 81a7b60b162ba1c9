#!/usr/bin/env node
import { readCommand, whyNotStarted } from "./command-line.js"
import { type SandboxOptions, startSandbox } from "./index.js"

async function start(options: Parameters<typeof whyNotStarted>[1] & SandboxOptions): Promise<void> {
  const sandbox = await startSandbox(options)
  process.stdout.write(`Sandbox at ${sandbox.url}\nControl plane at ${sandbox.url}/_sandbox/\n`)
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void sandbox.close())
}

function end(code: number, text: string): void {
  process.stderr.write(`${text}\n`)
  process.exitCode = code
}

const command = readCommand(process.argv.slice(2))
if (command.kind === "help") process.stdout.write(command.text)
else if (command.kind === "problem") end(2, command.text)
else
  await start(command.options).catch((error: unknown) => {
    const reason = whyNotStarted(error, command.options)
    if (reason === null) throw error
    end(1, reason)
  })
