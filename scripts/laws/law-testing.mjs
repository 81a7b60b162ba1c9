/**
 * What a law says of one file. Tests use it to show that the law goes red.
 * @param {import("./tree.mjs").Law} law
 * @param {string} file
 * @param {string} text
 */
export const verdict = (law, file, text) => law.violations(new Map([[file, text]]))
