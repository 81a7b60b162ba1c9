import { lookUp } from "./look-up"
import type { LocalText } from "./text"

const BANKS: readonly (readonly [code: string, en: string, zh: string])[] = [
  ["004", "Bank of Taiwan", "臺灣銀行"],
  ["005", "Land Bank of Taiwan", "土地銀行"],
  ["006", "Taiwan Cooperative Bank", "合作金庫"],
  ["007", "First Bank", "第一銀行"],
  ["008", "Hua Nan Bank", "華南銀行"],
  ["009", "Chang Hwa Bank", "彰化銀行"],
  ["011", "Shanghai Commercial & Savings Bank", "上海商業儲蓄銀行"],
  ["012", "Taipei Fubon Bank", "台北富邦銀行"],
  ["013", "Cathay United Bank", "國泰世華銀行"],
  ["016", "Bank of Kaohsiung", "高雄銀行"],
  ["017", "Mega Bank", "兆豐銀行"],
  ["021", "Citibank Taiwan", "花旗（台灣）銀行"],
  ["048", "O-Bank", "王道商業銀行"],
  ["050", "Taiwan Business Bank", "臺灣中小企業銀行"],
  ["052", "Standard Chartered Bank (Taiwan)", "渣打國際商業銀行"],
  ["053", "Taichung Bank", "台中商業銀行"],
  ["054", "King’s Town Bank", "京城商業銀行"],
  ["081", "HSBC Bank (Taiwan)", "滙豐（台灣）商業銀行"],
  ["101", "Taipei Star Bank", "瑞興商業銀行"],
  ["102", "Hwatai Bank", "華泰商業銀行"],
  ["103", "Shin Kong Bank", "臺灣新光商業銀行"],
  ["108", "Sunny Bank", "陽信商業銀行"],
  ["118", "Bank of Panhsin", "板信商業銀行"],
  ["147", "Cota Bank", "三信商業銀行"],
  ["700", "Chunghwa Post", "中華郵政"],
  ["803", "Union Bank of Taiwan", "聯邦銀行"],
  ["805", "Far Eastern International Bank", "遠東國際商業銀行"],
  ["806", "Yuanta Bank", "元大商業銀行"],
  ["807", "SinoPac Bank", "永豐銀行"],
  ["808", "E.SUN Bank", "玉山銀行"],
  ["809", "KGI Bank", "凱基銀行"],
  ["810", "DBS Bank (Taiwan)", "星展（台灣）商業銀行"],
  ["812", "Taishin Bank", "台新銀行"],
  ["816", "Entie Bank", "安泰商業銀行"],
  ["822", "CTBC Bank", "中國信託銀行"],
  ["823", "NEXT Bank", "將來商業銀行"],
  ["824", "LINE Bank", "連線商業銀行"],
  ["826", "Rakuten Bank (Taiwan)", "樂天國際商業銀行"],
]

const NAMES: Readonly<Record<string, LocalText>> = Object.fromEntries(
  BANKS.map(([code, en, zh]) => [code, { en, "zh-TW": zh }]),
)

/** The bank's name for its three-digit code; the code itself when it is not in the table. */
export function bankName(code: string): LocalText {
  const known = lookUp(NAMES, code)
  return known ?? { en: `Bank ${code}`, "zh-TW": `銀行代碼 ${code}` }
}

/** Banks to choose from, by code; credit unions and farmers' associations have codes that are not among them. */
export function bankChoices(): readonly { readonly code: string; readonly name: LocalText }[] {
  return BANKS.map(([code, en, zh]) => ({ code, name: { en, "zh-TW": zh } }))
}
