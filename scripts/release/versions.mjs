/** @typedef {Record<string, unknown> & { name: string, version: string }} Manifest */

const GROUPS = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"]

/** A package.json that takes ours at a version, and is at it where it is one of ours. @param {Manifest} manifest @param {string} version @param {string[]} ours @returns {Manifest} */
export function atVersion(manifest, version, ours) {
  const groups = GROUPS.flatMap((group) => {
    const wanted = manifest[group]
    if (typeof wanted !== "object" || wanted === null) return []
    const taken = Object.entries(wanted).map(([name, range]) => [
      name,
      ours.includes(name) ? moved(String(range), version) : range,
    ])
    return [[group, Object.fromEntries(taken)]]
  })
  const own = ours.includes(manifest.name) ? version : manifest.version
  return { ...manifest, version: own, ...Object.fromEntries(groups) }
}

/** A range keeps its sign; `*` and paths stay. @param {string} range @param {string} version */
const moved = (range, version) => range.replace(/^([~^]?)\d+\.\d+\.\d+$/, `$1${version}`)

/** What is unreleased becomes a version, and nothing is unreleased any more. @param {string} changelog @param {string} version @param {string} day */
export function releasedChangelog(changelog, version, day) {
  if (changelog.includes(`## [${version}]`)) throw new Error(`CHANGELOG.md has ${version} already`)
  const [before, after, ...others] = changelog.split("## [Unreleased]\n")
  if (before === undefined || !after?.trim() || others.length > 0)
    throw new Error("CHANGELOG.md says of nothing that it is unreleased")
  return `${before}## [Unreleased]\n\n## [${version}] - ${day}\n${after}`
}

/** Why a package cannot be published with provenance, a line each. @param {Manifest} manifest */
export function unpublishable({ name, license, repository, private: isPrivate, files }) {
  return [
    ...(isPrivate ? [`${name} is private`] : []),
    ...(license ? [] : [`${name} names no licence`]),
    ...(Array.isArray(files) ? [] : [`${name} does not say which files it has`]),
    ...(repository ? [] : [`${name} names no repository, which provenance compares with where it was built`]),
  ]
}
