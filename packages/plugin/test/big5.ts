const decoder = new TextDecoder("big5")

/** Text as Big5 bytes, looked up in Node's own decoder, since Node has no encoder. */
export function big5(text: string): Buffer {
  return Buffer.from([...text].flatMap((letter) => (letter < "\u0080" ? letter.charCodeAt(0) : pairOf(letter))))
}

function pairOf(letter: string): number[] {
  for (let lead = 0xa1; lead <= 0xf9; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      if (decoder.decode(Uint8Array.of(lead, trail)) === letter) return [lead, trail]
  throw new Error(`Big5 has no ${letter}.`)
}
