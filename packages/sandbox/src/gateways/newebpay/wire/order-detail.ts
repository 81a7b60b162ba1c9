import { isObject, type JsonObject } from "../../../core/json-rules.js"
import { NewebpayRefusal } from "./codes.js"

const WHOLE = /^-?\d{1,10}$/

/** OrderDetail: a list of items that add up to the order, each with a number of its own. */
export function checkOrderDetail(text: string, amount: number): void {
  const items = itemsOf(text)
  if (items.reduce((sum, { ItemAmt }) => sum + Number(ItemAmt), 0) !== amount) throw new NewebpayRefusal("MPG01029")
  const numbers = items.map(({ ItemOrderNo }) => ItemOrderNo)
  if (new Set(numbers).size !== numbers.length) throw new NewebpayRefusal("MPG01030")
}

function itemsOf(text: string): JsonObject[] {
  const items = parsed(text)
  if (!Array.isArray(items) || items.length === 0 || !items.every(isItem)) throw new NewebpayRefusal("MPG01028")
  return items
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NewebpayRefusal("MPG01028")
  }
}

function isItem(item: unknown): item is JsonObject {
  if (!isObject(item)) return false
  const { ItemName, ItemAmt, ItemType, ItemOrderNo } = item
  const named = [ItemName, ItemOrderNo].every((each) => isText(each, 20))
  return named && WHOLE.test(String(ItemAmt)) && (ItemType === undefined || /^[1-4]$/.test(String(ItemType)))
}

function isText(value: unknown, most: number): boolean {
  return typeof value === "string" && value !== "" && [...value].length <= most
}
