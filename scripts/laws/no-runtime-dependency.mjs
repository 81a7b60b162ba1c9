const manifest = "packages/plugin/package.json"
const kinds = ["dependencies", "optionalDependencies", "bundledDependencies", "bundleDependencies"]

/** @type {import("./tree.mjs").Law} */
export const noRuntimeDependency = {
  title: "the plugin has no runtime dependency, peers only",
  violations: (tree) => {
    const { peerDependencies = {}, ...fields } = JSON.parse(tree.get(manifest) ?? "{}")
    const carried = kinds.flatMap((kind) =>
      Object.keys(fields[kind] ?? {}).map((name) => `${manifest}: ${name} in ${kind}`),
    )
    const peers = Object.keys(peerDependencies).filter((name) => !name.startsWith("@medusajs/"))
    return [...carried, ...peers.map((name) => `${manifest}: peer ${name} is not Medusa's`)]
  },
}
