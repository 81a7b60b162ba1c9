import { hash } from "node:crypto"

/**
 * PHP's `urlencode`, lower-cased, with what .NET leaves alone put back (附錄: URLEncode 轉換表). That is
 * `encodeURIComponent`, but for the space, `'` and `~`.
 */
export function encodeForMac(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed()).toLowerCase()
  return encoded.replaceAll("%20", "+").replaceAll("'", "%27").replaceAll("~", "%7e")
}

const PERCENT = 0x25
/** A character becomes nine at most: three bytes of UTF-8, three characters each. */
const WIDEST = 9

const ENCODED = Array.from({ length: 128 }, (_, code) => encodeForMac(String.fromCharCode(code)))
/** What a character of ASCII becomes where that is one byte, else 0; and the two digits behind the `%` where it is three. */
const SINGLE = Uint8Array.from(ENCODED, (encoded) => (encoded.length === 1 ? encoded.charCodeAt(0) : 0))
const [FIRST_DIGIT, SECOND_DIGIT] = [1, 2].map((place) =>
  Uint8Array.from(ENCODED, (encoded) => encoded.charCodeAt(place) || 0),
) as [Uint8Array, Uint8Array]

/**
 * The text that CheckMacValue is taken over, as the bytes that the digest reads; a string of them would be copied once more.
 * Used for one message after the other.
 */
export class MacText {
  private bytes = Buffer.alloc(4096)
  private length = 0

  /** Begins anew, with what is encoded already. */
  begin(encoded: Uint8Array): void {
    this.length = 0
    this.add(encoded)
  }

  /** Goes on with what is encoded already. Most is short, which a loop copies faster than a call does. */
  add(encoded: Uint8Array): void {
    this.makeRoom(encoded.length)
    const { bytes, length } = this
    for (let index = 0; index < encoded.length; index += 1) bytes[length + index] = encoded[index] as number
    this.length = length + encoded.length
  }

  /** Goes on with a value, encoded. */
  encode(text: string): void {
    this.makeRoom(text.length * WIDEST)
    const end = this.writeAscii(text)
    if (end === null) this.add(Buffer.from(encodeForMac(text)))
    else this.length = end
  }

  /** Where it ends, encoded; null where it has other characters. */
  private writeAscii(text: string): number | null {
    const { bytes } = this
    let end = this.length
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index)
      const single = SINGLE[code]
      if (single === undefined) return null
      if (single > 0) bytes[end++] = single
      else {
        bytes[end++] = PERCENT
        bytes[end++] = FIRST_DIGIT[code] as number
        bytes[end++] = SECOND_DIGIT[code] as number
      }
    }
    return end
  }

  /** SHA-256, upper-case hexadecimal. */
  digest(): string {
    return hash("sha256", this.bytes.subarray(0, this.length), "hex").toUpperCase()
  }

  private makeRoom(more: number): void {
    const needed = this.length + more
    if (needed > this.bytes.length) this.bytes = Buffer.concat([this.bytes], needed * 2)
  }
}
