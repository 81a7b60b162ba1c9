import { below } from "./tree.mjs"

const kinds = new Set(["published", "vendor-sdk", "staging-capture", "self"])

/**
 * A file is a list of vectors, or an object that holds such a list and says what they share.
 * @param {unknown} content
 * @returns {Record<string, unknown>[]}
 */
function vectorsOf(content) {
  if (Array.isArray(content)) return content
  if (typeof content !== "object" || content === null) return []
  const lists = Object.values(content).filter((value) => Array.isArray(value) && typeof value[0] === "object")
  return lists.flat().map((vector) => ({ ...content, ...vector }))
}

/** @param {Record<string, unknown>} vector */
function lacks({ id, source, retrieved, kind }) {
  return [
    typeof id === "string" && id ? "" : "id",
    typeof source === "string" && source ? "" : "source",
    typeof retrieved === "string" && /^\d{4}-\d{2}-\d{2}$/.test(retrieved) ? "" : "retrieved (a date)",
    typeof kind === "string" && kinds.has(kind) ? "" : `kind (${[...kinds].join(", ")})`,
  ].filter(Boolean)
}

/** @type {import("./tree.mjs").Law} */
export const vectorProvenance = {
  title: "every vector says where it is from",
  violations: (tree) =>
    below(tree, "vectors/")
      .filter(([file]) => file.endsWith(".json"))
      .flatMap(([file, text]) => {
        const vectors = vectorsOf(JSON.parse(text))
        if (vectors.length === 0) return [`${file}: has no vector`]
        return vectors.flatMap((vector, index) =>
          lacks(vector).map((what) => `${file} #${index} ${vector.id ?? ""}: lacks ${what}`),
        )
      }),
}
