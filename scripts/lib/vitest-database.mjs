import { startTestServer } from "./template.mjs"

/**
 * Vitest's global set-up: one PostgreSQL server with the template database for the whole run, whichever projects are in it.
 * A quick run has none, so a test that wants a database fails there.
 * @param {import("vitest/node").TestProject} project
 */
export default async function setup({ vitest }) {
  const everywhere = vitest.getRootProject()
  if (process.env.TEST_QUICK || "testServer" in everywhere.getProvidedContext()) return
  const server = await startTestServer({ inMemory: true })
  everywhere.provide("testServer", { base: server.urlOf("postgres"), template: server.template })
  return server.stop
}
