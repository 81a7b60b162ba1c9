import { TextDecoder } from "node:util"
import { isPaymentError } from "../payment-error"
import { noStatement } from "./broken"

const LARGEST_BYTES = 64 * 1024 * 1024
/** So much is looked at to tell one writing from the other. */
const LOOKED_AT_BYTES = 64 * 1024

/** First bytes of what is often sent instead of a CSV file. */
const OTHERS: readonly (readonly [bytes: string, what: string])[] = [
  ["504b0304", "it is a ZIP archive or an Excel workbook; unpack it, or save it as CSV"],
  ["1f8b", "it is packed with gzip; unpack it first"],
  ["d0cf11e0", "it is an old Excel workbook; save it as CSV"],
  ["25504446", "it is a PDF; download the statement as CSV"],
  ["fffe", "it is in UTF-16; save it as CSV in UTF-8 or Big5"],
  ["feff", "it is in UTF-16; save it as CSV in UTF-8 or Big5"],
]

/**
 * A file's bytes as text, piece by piece: UTF-8, or Big5 where it is not that. Never more than a piece is held.
 * @throws PaymentError `unsupported`
 */
export async function* statementText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder: { is?: TextDecoder } = {}
  for await (const piece of piecesOf(bytes)) {
    decoder.is ??= decoderFor(piece)
    yield decode(decoder.is, piece, true)
  }
  if (!decoder.is) throw noStatement("it is empty")
  yield decode(decoder.is, new Uint8Array(), false)
}

/** The same bytes, the first piece of them large enough to be judged. */
async function* piecesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first: Uint8Array[] | null = []
  let size = 0
  for await (const piece of bytes) {
    size += piece.byteLength
    if (size > LARGEST_BYTES) throw noStatement("it is larger than 64 MiB")
    first?.push(piece)
    if (first && size < LOOKED_AT_BYTES) continue
    yield first ? Buffer.concat(first) : piece
    first = null
  }
  if (first && size > 0) yield Buffer.concat(first)
}

function decoderFor(piece: Uint8Array): TextDecoder {
  const begin = Buffer.from(piece.subarray(0, 4)).toString("hex")
  const other = OTHERS.find(([bytes]) => begin.startsWith(bytes))
  if (other) throw noStatement(other[1])
  if (piece.subarray(0, LOOKED_AT_BYTES).includes(0)) throw noStatement("it is not a text")
  return new TextDecoder(isUtf8(piece) ? "utf-8" : "big5", { fatal: true })
}

function isUtf8(piece: Uint8Array): boolean {
  try {
    decode(new TextDecoder("utf-8", { fatal: true }), piece, true)
    return true
  } catch (error) {
    if (isPaymentError(error)) return false
    throw error
  }
}

function decode(decoder: TextDecoder, piece: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(piece, { stream })
  } catch (error) {
    if (error instanceof TypeError) throw noStatement("its letters are neither UTF-8 nor Big5 throughout")
    throw error
  }
}
