import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { decodeForm, encrypt, hashInfo, open, rowsOf, seal } from "../../../src/providers/payuni/wire"
import type { KeyPair } from "../../../src/toolkit/key-pair"
import type { Fields } from "../../../src/toolkit/redact"
import { KEYS, MER_ID, OTHER_KEYS, PAID, sealed, without } from "./messages"

interface Vector {
  readonly id: string
  readonly hashKey: string
  readonly hashIV: string
  readonly plain?: string
  readonly fields?: Readonly<Record<string, string | number>>
  readonly EncryptInfo: string
  readonly HashInfo: string
}

function vectorsOf(file: string): Vector[] {
  return JSON.parse(readFileSync(new URL(`../../../../../vectors/payuni/${file}`, import.meta.url), "utf8")).envelopes
}

const VECTORS = [...vectorsOf("published.json"), ...vectorsOf("vendor-sdk.json")].map(
  (each) => [each.id, each] as const,
)

const keysOf = ({ hashKey, hashIV }: Vector): KeyPair => ({ hashKey, hashIv: hashIV })

function fieldsOf({ plain, fields = {} }: Vector): Fields {
  const texts = Object.entries(fields).map(([name, value]) => [name, String(value)])
  return plain === undefined ? Object.fromEntries(texts) : decodeForm(plain)
}

/** Made anew for each test, so that a cipher that fails fails them. */
const good = () => sealed(PAID)
const HASH = "The HashInfo does not match."
const TAG = "The authentication tag does not match."

function refused(outer: Fields, message: string, keys: readonly KeyPair[] = [KEYS]) {
  expect(() => open(outer, keys)).toThrow(expect.objectContaining({ kind: "signature", message }))
}

/** With a HashInfo that is right, so that only the cipher can tell. */
function hashed(EncryptInfo: string): Fields {
  return { ...good(), EncryptInfo, HashInfo: hashInfo(EncryptInfo, KEYS) }
}

const inHex = (text: string) => Buffer.from(text).toString("hex")
const inText = ({ EncryptInfo = "" }: Fields) => Buffer.from(EncryptInfo, "hex").toString()

describe("an envelope is refused", () => {
  it("whose HashInfo is missing, empty, cut, lengthened or another", () => {
    const { HashInfo = "" } = good()
    refused(without(good(), "HashInfo"), HASH)
    for (const bad of ["", " ", HashInfo.slice(1), `${HashInfo}0`, "0".repeat(64)])
      refused({ ...good(), HashInfo: bad }, HASH)
  })

  it("without being decrypted, when its HashInfo is wrong: a broken cipher is not even noticed", () => {
    for (const EncryptInfo of ["00", inHex("no cipher at all"), inHex("x:::y"), good().EncryptInfo?.slice(0, -2) ?? ""])
      refused({ ...good(), EncryptInfo }, HASH)
  })

  it("that is sealed with other keys, and says nothing about the right HashInfo", () => {
    const foreign = sealed(PAID, OTHER_KEYS)
    refused(foreign, HASH)
    expect(() => open(foreign, [KEYS])).not.toThrow(new RegExp(hashInfo(foreign.EncryptInfo ?? "", KEYS), "i"))
  })

  it("whose text was changed under a HashInfo that fits", () => {
    const [text = "", tag = ""] = inText(good()).split(":::")
    const flipped = `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`
    refused(hashed(inHex(`${flipped}:::${tag}`)), TAG)
  })

  it("whose tag is missing, cut, lengthened or another under a HashInfo that fits", () => {
    const [text = "", tag = ""] = inText(good()).split(":::")
    const short = Buffer.from(tag, "base64").subarray(0, 4).toString("base64")
    const long = Buffer.concat([Buffer.from(tag, "base64"), Buffer.alloc(1)]).toString("base64")
    for (const bad of [
      text,
      `${text}:::`,
      ...[short, long, "AAAAAAAAAAAAAAAAAAAAAA=="].map((each) => `${text}:::${each}`),
    ])
      refused(hashed(inHex(bad)), TAG)
  })

  it("that names another merchant outside than inside", () => {
    refused({ ...good(), MerID: "S01111111" }, "The MerID outside is not the one inside.")
    refused(without(good(), "MerID"), "The MerID outside is not the one inside.")
    refused(sealed({ ...PAID, MerID: "" }, KEYS, { MerID: MER_ID }), "The MerID outside is not the one inside.")
  })

  it.each(["", "xyz", "0", "中", "47 63"])("as unreadable when EncryptInfo is %j", (EncryptInfo) => {
    expect(() => open({ ...good(), EncryptInfo }, [KEYS])).toThrow(expect.objectContaining({ kind: "unreadable" }))
  })

  it("as unreadable when a field stands twice inside", () => {
    const EncryptInfo = encrypt(`MerID=${MER_ID}&TradeStatus=2&TradeStatus=1`, KEYS)
    expect(() => open(hashed(EncryptInfo), [KEYS])).toThrow("a field stands twice")
  })

  it("when there are no keys", () => refused(good(), HASH, []))
})

describe("an envelope is believed", () => {
  it.each(VECTORS)("that is the vendor's own: %s", (_id, vector) => {
    const { EncryptInfo, HashInfo } = vector
    const fields = fieldsOf(vector)
    expect(open({ MerID: fields.MerID ?? "", EncryptInfo, HashInfo }, [keysOf(vector)]).fields).toEqual(fields)
  })

  it("whatever stands beside it unsealed: Status, Version, more", () => {
    const outer = { ...good(), Status: "CREDIT03001", Version: "1.0", More: "1" }
    expect(open(outer, [KEYS]).fields).toEqual(PAID)
  })

  it("as that of the merchant outside where it names none inside, as answers do", () => {
    const { fields } = open(sealed(without(PAID, "MerID"), KEYS, { MerID: MER_ID }), [KEYS])
    expect(fields).toEqual(PAID)
  })

  it("as nobody's where no merchant is named at all", () => {
    const envelope = seal(without(PAID, "MerID"), "1.0", KEYS)
    expect(envelope.MerID).toBe("")
    expect(open(without(envelope, "MerID"), [KEYS]).fields).toEqual({ ...PAID, MerID: "" })
  })

  it("with HashInfo in lower case", () => {
    expect(open({ ...good(), HashInfo: good().HashInfo?.toLowerCase() ?? "" }, [KEYS]).fields).toEqual(PAID)
  })

  it("under the keys before a rotation", () => {
    expect(open(sealed(PAID, OTHER_KEYS), [KEYS, OTHER_KEYS]).fields).toEqual(PAID)
  })
})

describe("seal", () => {
  it.each(VECTORS)("writes what the vendor wrote: %s", (_id, vector) => {
    const { EncryptInfo, HashInfo } = vector
    expect(seal(fieldsOf(vector), "2.0", keysOf(vector))).toMatchObject({ Version: "2.0", EncryptInfo, HashInfo })
  })

  it("is read back as it was, whatever it holds", () => {
    const fields = { MerID: MER_ID, ProdDesc: "茶 + 珍珠 & 100% ~'!*()=\n\"", Empty: "", "a=b": "c" }
    expect(open(seal(fields, "1.0", KEYS), [KEYS]).fields).toEqual(fields)
  })
})

describe("the rows of an answer", () => {
  it("are gathered by their number, in order, and anything else is left out", () => {
    const text =
      "Status=SUCCESS&Result[0][TradeNo]=1&Result[1][TradeNo]=2&Result[0][TradeAmt]=30&Result[x][a]=1&Result=2"
    expect(rowsOf(decodeForm(text))).toEqual([{ TradeNo: "1", TradeAmt: "30" }, { TradeNo: "2" }])
  })

  it("keep inherited names as fields of their own", () => {
    const [odd = {}] = rowsOf(decodeForm("Result[0][__proto__]=x&Result[0][constructor]=y"))
    expect(Object.keys(odd)).toEqual(["__proto__", "constructor"])
  })

  it("are those of two figures too, and of no name that only has such a part", () => {
    const text = "Result[12][TradeNo]=1&xResult[0][TradeNo]=2&Result[0][TradeNo]x=3"
    expect(rowsOf(decodeForm(text))).toEqual([{ TradeNo: "1" }])
  })

  it("are none where there is none", () => expect(rowsOf({ Status: "SUCCESS" })).toEqual([]))
})
