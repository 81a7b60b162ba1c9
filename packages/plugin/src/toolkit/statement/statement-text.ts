import { TextDecoder } from "node:util"
import { isPaymentError } from "../payment-error"
import type { LocalText } from "../text"
import { noStatement } from "./broken"

const LARGEST_BYTES = 64 * 1024 * 1024
/** So much is looked at to tell one writing from the other. */
const LOOKED_AT_BYTES = 64 * 1024

const UTF_16: LocalText = {
  en: "it is in UTF-16; save it as CSV in UTF-8 or Big5",
  "zh-TW": "編碼為 UTF-16，請另存為 UTF-8 或 Big5 的 CSV",
}

/** First bytes of what is often sent instead of a CSV file. */
const OTHERS: readonly (readonly [bytes: string, what: LocalText])[] = [
  [
    "504b0304",
    {
      en: "it is a ZIP archive or an Excel workbook; unpack it, or save it as CSV",
      "zh-TW": "這是 ZIP 壓縮檔或 Excel 活頁簿，請先解壓縮或另存為 CSV",
    },
  ],
  ["1f8b", { en: "it is packed with gzip; unpack it first", "zh-TW": "這是 gzip 壓縮檔，請先解壓縮" }],
  ["d0cf11e0", { en: "it is an old Excel workbook; save it as CSV", "zh-TW": "這是舊版 Excel 活頁簿，請另存為 CSV" }],
  ["25504446", { en: "it is a PDF; download the statement as CSV", "zh-TW": "這是 PDF，請下載 CSV 格式的明細" }],
  ["fffe", UTF_16],
  ["feff", UTF_16],
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
  if (!decoder.is) throw noStatement({ en: "it is empty", "zh-TW": "檔案是空的" })
  yield decode(decoder.is, new Uint8Array(), false)
}

/** The same bytes, the first piece of them large enough to be judged. */
async function* piecesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first: Uint8Array[] | null = []
  let size = 0
  for await (const piece of bytes) {
    size += piece.byteLength
    if (size > LARGEST_BYTES) throw noStatement({ en: "it is larger than 64 MiB", "zh-TW": "檔案超過 64 MiB" })
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
  if (piece.subarray(0, LOOKED_AT_BYTES).includes(0))
    throw noStatement({ en: "it is not a text", "zh-TW": "檔案不是文字檔" })
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
    if (error instanceof TypeError)
      throw noStatement({
        en: "its letters are neither UTF-8 nor Big5 throughout",
        "zh-TW": "文字編碼不是 UTF-8 也不是 Big5",
      })
    throw error
  }
}
