import { chosen } from "./chosen.mjs"

/**
 * Vitest's global set-up: the one PostgreSQL server of the run. Stryker's copy of the code, changed as it is, would make a new one.
 * @param {import("vitest/node").TestProject} project
 */
export default function setup(project) {
  const { testServer } = chosen()
  if (testServer) project.provide("testServer", testServer)
}
