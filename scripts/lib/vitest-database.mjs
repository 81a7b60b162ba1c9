import { startTestServer } from "./template.mjs"

/**
 * Vitest's global set-up: one PostgreSQL server with the template database for the whole run.
 * @param {import("vitest/node").TestProject} project
 */
export default async function setup(project) {
  const server = await startTestServer()
  project.provide("testServer", { base: server.urlOf("postgres"), template: server.template })
  return server.stop
}
