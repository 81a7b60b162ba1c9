import { BaseSequencer } from "vitest/node"

/** Their files take minutes, so they start first and the others fill the gaps; a long one at the end would run alone. */
const slow = ["e2e", "@taiwan-payments/prove", "@taiwan-payments/conformance", "taiwan-bank-gateway"]

/** @param {import("vitest/node").TestSpecification} file */
function rankOf({ project }) {
  const rank = slow.indexOf(project.name)
  return rank < 0 ? slow.length : rank
}

/** Vitest's own order, the longest of the last run first, behind that of the projects. */
export class SlowFirst extends BaseSequencer {
  /** @override @param {import("vitest/node").TestSpecification[]} files */
  async sort(files) {
    const sorted = await super.sort(files)
    return sorted.sort((one, other) => rankOf(one) - rankOf(other))
  }
}
