import { BaseSequencer } from "vitest/node"

/** Their files take minutes, so they start first and the others fill the gaps; a long one at the end would run alone. */
const slow = [
  "e2e",
  "@taiwan-payments/prove",
  "@taiwan-payments/conformance",
  "taiwan-bank-gateway",
  "create-taiwan-payment-provider",
]

/**
 * Vitest takes a file that it has never timed for as long as its text. These are short, gather what stands in other files, and take
 * longest of their projects.
 */
export const longest = [
  "admin-pages.browser",
  "phone.browser",
  "office.browser",
  "payment-links",
  "gateways-in-store",
].map((name) => `/${name}.test.ts`)

/** @param {import("vitest/node").TestSpecification} file */
function rankOf({ project }) {
  const rank = slow.indexOf(project.name)
  return rank < 0 ? slow.length : rank
}

/** @param {import("vitest/node").TestSpecification} file */
const isLongest = ({ moduleId }) => longest.some((name) => moduleId.endsWith(name))

/** Vitest's own order, the longest of the last run first, behind that of the projects. */
export class SlowFirst extends BaseSequencer {
  /** @override @param {import("vitest/node").TestSpecification[]} files */
  async sort(files) {
    const sorted = await super.sort(files)
    return sorted.sort((one, other) => rankOf(one) - rankOf(other) || Number(isLongest(other)) - Number(isLongest(one)))
  }
}
