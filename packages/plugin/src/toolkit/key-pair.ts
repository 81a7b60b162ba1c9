import { isRecord, type OptionReader } from "./options"

/** A key and its initialisation vector, as a gateway's back office gives them out together. */
export interface KeyPair {
  readonly hashKey: string
  readonly hashIv: string
}

/** What either looks like, by the vendor's rule, and in words for the merchant. */
export interface KeyShape {
  readonly hashKey: readonly [pattern: RegExp, meaning: string]
  readonly hashIv: readonly [pattern: RegExp, meaning: string]
}

/** The options `hashKey`, `hashIv` and `previousKeys`: the current pair first, then those kept through a rotation. */
export function readKeyPairs(reader: OptionReader, { hashKey, hashIv }: KeyShape): readonly [KeyPair, ...KeyPair[]] {
  const current = { hashKey: reader.text("hashKey", ...hashKey), hashIv: reader.text("hashIv", ...hashIv) }
  const previous = [reader.raw("previousKeys") ?? []].flat()
  const valid = previous.filter(
    (pair): pair is KeyPair =>
      isRecord(pair) && hashKey[0].test(String(pair.hashKey)) && hashIv[0].test(String(pair.hashIv)),
  )
  if (valid.length !== previous.length) reader.problem("previousKeys must be a list of { hashKey, hashIv }")
  return [current, ...valid]
}

/** Refuses pairs that a vendor has published for tests; only digests of them are in this package. */
export function refusePublishedKeys(
  reader: OptionReader,
  keys: readonly KeyPair[],
  published: ReadonlySet<string>,
): void {
  for (const { hashKey, hashIv } of keys) {
    reader.refusePublished("hashKey", hashKey, published)
    reader.refusePublished("hashIv", hashIv, published)
  }
}
