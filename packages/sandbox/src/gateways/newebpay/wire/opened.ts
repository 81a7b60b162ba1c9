import { type Keys, openCbc, openGcm } from "./codec.js"

const SEALED = /\b(TradeInfo|PostData_|EncryptData_?)"?(?:=|:\s*")([\da-fA-F.]{32,})/g

/** What stands sealed in a message, by the field's name, opened with whichever shop's keys fit. For people to read. */
export function openSealed(accounts: Iterable<Keys>, message: string): [name: string, text: string][] {
  const keys = [...accounts]
  return [...message.matchAll(SEALED)].flatMap(([, name = "", sealed = ""]): [string, string][] => {
    const text = keys.map((each) => openCbc(sealed, each) ?? openGcm(sealed, each)).find((each) => each !== null)
    return text ? [[name, text]] : []
  })
}
