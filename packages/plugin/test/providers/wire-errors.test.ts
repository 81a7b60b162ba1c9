import { describe, expect, it } from "vitest"
import * as ecpay from "../../src/providers/ecpay/wire"
import * as jkopay from "../../src/providers/jkopay/wire"
import * as linepay from "../../src/providers/linepay/wire"
import * as newebpay from "../../src/providers/newebpay/wire"
import * as payuni from "../../src/providers/payuni/wire"
import * as tappay from "../../src/providers/tappay/wire"

const KEYS = { hashKey: "k".repeat(32), hashIv: "i".repeat(16) }
const answer = (text: string) => tappay.decodeAnswer({ status: 200, text, headers: {} })

/** What each codec says of what it cannot read, to the merchant who reads the log. */
const sentences: [gateway: string, sentence: string, read: () => unknown][] = [
  ["ecpay", "ECPay's message cannot be read: it has no form fields.", () => ecpay.decodeForm(Buffer.from(""))],
  ["ecpay", "ECPay's message cannot be read: it is not name=value pairs.", () => ecpay.decodeAnswer("<html>")],
  ["ecpay", "ECPay's message cannot be read: a field stands twice.", () => ecpay.decodeAnswer("a=1&a=2")],
  ["jkopay", "JKOPAY's message cannot be read: it is not a JSON object.", () => jkopay.decodeJson("[]")],
  ["jkopay", "JKOPAY's message cannot be read: it has no result.", () => jkopay.decodeAnswer("{}")],
  ["linepay", "LINE Pay's answer cannot be read: it is not a JSON object.", () => linepay.decodeAnswer("[]")],
  ["linepay", "LINE Pay's answer cannot be read: it has no result code.", () => linepay.decodeAnswer("{}")],
  ["newebpay", "NewebPay's message cannot be read: it has no form fields.", () => newebpay.decodeInside("")],
  ["newebpay", "NewebPay's message cannot be read: it is not a JSON object.", () => newebpay.decodeInside("{")],
  [
    "newebpay",
    "NewebPay's message cannot be read: it has no encrypted part.",
    () => newebpay.verify({ body: Buffer.from("TradeSha=0"), headers: {}, query: "" }, [KEYS]),
  ],
  ...["", "ab", `${"ab".repeat(16)}z`, `z${"ab".repeat(16)}`].map((text): (typeof sentences)[number] => [
    "newebpay",
    "NewebPay's message cannot be read: its encrypted part is not whole blocks of hexadecimal.",
    () => newebpay.decrypt(text, KEYS),
  ]),
  ["payuni", "PAYUNi's message cannot be read: it has no form fields.", () => payuni.decodeForm("")],
  ["payuni", "PAYUNi's message cannot be read: it has no EncryptInfo.", () => payuni.open({}, [KEYS])],
  ["tappay", "TapPay's answer cannot be read: it is not a JSON object.", () => answer("[]")],
  ...["{}", '{"status":"0"}', '{"status":0.5}', '{"status":null}'].map((text): (typeof sentences)[number] => [
    "tappay",
    "TapPay's message cannot be read: it has no status.",
    () => answer(text),
  ]),
]

describe("what cannot be read is told with its gateway", () => {
  it.each(sentences)("%s: %s", (gateway, message, read) => {
    expect(read).toThrow(expect.objectContaining({ kind: "unreadable", message, facts: { gateway } }))
  })
})

describe("what is forged is told with its gateway", () => {
  const forged = (gateway: string, message: string) =>
    expect.objectContaining({ kind: "signature", message, facts: expect.objectContaining({ gateway }) })

  it("by ECPay's sum", () => {
    expect(() => ecpay.verify({ a: "1" }, [KEYS])).toThrow(forged("ecpay", "The CheckMacValue does not match."))
  })

  it("by NewebPay's three sums", () => {
    const encrypted = newebpay.encryptFields({ MerchantID: "inside" }, KEYS)
    const sealed = { TradeInfo: encrypted, TradeSha: newebpay.tradeSha(encrypted, KEYS), MerchantID: "outside" }
    const body = Buffer.from(String(new URLSearchParams(sealed)))
    expect(() => newebpay.verify({ body, headers: {}, query: "" }, [KEYS])).toThrow(
      forged("newebpay", "The MerchantID outside is not the one inside."),
    )
    expect(() => newebpay.openWith("00", "", [KEYS])).toThrow(forged("newebpay", "The TradeSha does not match."))
    expect(() => newebpay.verifyAnswer({}, [KEYS])).toThrow(forged("newebpay", "The CheckCode does not match."))
  })

  it("by PAYUNi's tag, with what the cipher said", () => {
    const EncryptInfo = Buffer.from("x:::y").toString("hex")
    const outer = { EncryptInfo, HashInfo: payuni.hashInfo(EncryptInfo, KEYS) }
    const open = () => payuni.open(outer, [KEYS])
    expect(open).toThrow(forged("payuni", "The authentication tag does not match."))
    expect(open).toThrow(expect.objectContaining({ cause: expect.any(Error) }))
  })
})
