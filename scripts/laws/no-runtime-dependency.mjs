const manifest = "packages/plugin/package.json"
const kinds = ["dependencies", "optionalDependencies", "bundledDependencies", "bundleDependencies"]

/** What Medusa's own admin is made of: its pages share it, and servers do without. And what a shop may be watched by. */
const optional = [
  "@opentelemetry/api",
  "@tanstack/react-query",
  "react",
  "react-dom",
  "react-i18next",
  "react-router-dom",
]

/** @type {import("./tree.mjs").Law} */
export const noRuntimeDependency = {
  title: "the plugin has no runtime dependency, peers only",
  violations: (tree) => {
    const { peerDependencies = {}, peerDependenciesMeta = {}, ...fields } = JSON.parse(tree.get(manifest) ?? "{}")
    const carried = kinds.flatMap((kind) =>
      Object.keys(fields[kind] ?? {}).map((name) => `${manifest}: ${name} in ${kind}`),
    )
    /** @param {string} name */
    const isOptional = (name) => optional.includes(name) && peerDependenciesMeta[name]?.optional === true
    const peers = Object.keys(peerDependencies).filter((name) => !name.startsWith("@medusajs/") && !isOptional(name))
    return [...carried, ...peers.map((name) => `${manifest}: peer ${name} is not Medusa's`)]
  },
}
