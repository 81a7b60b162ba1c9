/** Big5 bytes by character, derived from Node's decoder, since Node has no Big5 encoder. */
let table: Map<string, readonly [lead: number, trail: number]> | null = null

function buildTable(): Map<string, readonly [number, number]> {
  const decoder = new TextDecoder("big5")
  const built = new Map<string, readonly [number, number]>()
  for (let lead = 0xa1; lead <= 0xf9; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if ([...character].length === 1 && character !== "\ufffd" && !built.has(character))
        built.set(character, [lead, trail])
    }
  }
  return built
}

/** Text as Big5. A character that Big5 lacks becomes `?`. */
export function toBig5(text: string): Uint8Array<ArrayBuffer> {
  table ??= buildTable()
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0x3f
    if (code < 0x80) bytes.push(code)
    else bytes.push(...(table.get(character) ?? [0x3f]))
  }
  return Uint8Array.from(bytes)
}
