/** @param {string} name */
const marksOf = (name) => [`<!-- generated:${name} -->`, `<!-- /generated:${name} -->`]

/**
 * A page with its generated blocks made anew; what stands outside of the marks is left alone.
 * @param {string} text
 * @param {Record<string, string>} blocks  by name
 */
export function fillBlocks(text, blocks) {
  return Object.entries(blocks).reduce((page, [name, block]) => fillBlock(page, name, block), text)
}

/** @param {string} page @param {string} name @param {string} block */
function fillBlock(page, name, block) {
  const [begin = "", end = ""] = marksOf(name)
  const from = page.indexOf(begin)
  const to = page.indexOf(end, from)
  if (from < 0 || to < 0) throw new Error(`the page has no ${begin} … ${end}`)
  return `${page.slice(0, from + begin.length)}\n\n${block}\n\n${page.slice(to)}`
}
