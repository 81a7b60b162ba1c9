/**
 * What Stryker's processes have to know, which get nothing but the environment.
 * @typedef {{ tests: string[], without: string[], testServer: { base: string, template: string } | null }} Chosen
 */

const NAME = "MUTATION_CHOSEN"

/** @param {Chosen} chosen */
export function choose(chosen) {
  process.env[NAME] = JSON.stringify(chosen)
}

/** @returns {Chosen} */
export const chosen = () => JSON.parse(process.env[NAME] ?? '{ "tests": [], "without": [], "testServer": null }')
