/** Whether a range such as ">=20", "^20.19 || >=22.12" takes a version. @param {string} range @param {string} version */
export function takes(range, version) {
  return range.split("||").some((part) => withinPart(part.trim(), version))
}

/** @param {string} part @param {string} version */
function withinPart(part, version) {
  const [, sign = "", least = ""] = /^([\^>=~]*)\s*([\d.]+)$/.exec(part) ?? []
  const [wanted, given] = [least, version].map((text) => text.split(".").map(Number))
  const order = [0, 1, 2].map((at) => (given?.[at] ?? 0) - (wanted?.[at] ?? 0)).find((difference) => difference !== 0)
  return (order ?? 0) >= 0 && (sign === ">=" || given?.[0] === wanted?.[0])
}
