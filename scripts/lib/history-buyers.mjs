/**
 * Buyers of a shop's past in Medusa's own tables: an order, a cart, an address of each and a customer for each of `rows` payments of
 * `addHistory`. Some names are many people's, as names are.
 */

const SURNAMES = [..."陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周"]
const GIVEN = [..."淑美雅志建俊家宗明怡欣惠麗文玉婷佳宏偉婉"]

/** @param {readonly string[]} letters @param {string} index */
const oneOf = (letters, index) =>
  `(array[${letters.map((letter) => `'${letter}'`)}])[1 + (${index}) % ${letters.length}]`

const LAST = oneOf(SURNAMES, "i")
const FIRST = `${oneOf(GIVEN, "i / 20")} || ${oneOf(GIVEN, "i / 400")}`
const PHONE = `'+886 9' || lpad((i::bigint * 7919 % 100000000)::text, 8, '0')`
const EMAIL = `'buyer' || i || '@gmail.com'`

/** @param {"order" | "cart"} owner */
const OWNERS = (owner) => [
  `insert into ${owner}_address (id, first_name, last_name, phone) select '${owner}addr_' || i, ${FIRST}, ${LAST}, ${PHONE} from generate_series(1, $1) i`,
  `insert into "${owner}" (id, currency_code, email, customer_id, shipping_address_id)
   select '${owner}_past' || i, 'twd', ${EMAIL}, 'cus_past' || i, '${owner}addr_' || i from generate_series(1, $1) i`,
  `insert into ${owner}_payment_collection (id, ${owner}_id, payment_collection_id)
   select '${owner}pay_' || i, '${owner}_past' || i, 'paycol_past' || i from generate_series(1, $1) i`,
]

const CUSTOMERS = `insert into customer (id, email, first_name, last_name, phone)
  select 'cus_past' || i, ${EMAIL}, ${FIRST}, ${LAST}, ${PHONE} from generate_series(1, $1) i`

/**
 * @param {(sql: string, values?: unknown[]) => Promise<unknown>} query
 * @param {number} rows
 */
export async function addBuyers(query, rows) {
  for (const sql of [CUSTOMERS, ...OWNERS("order"), ...OWNERS("cart")]) await query(sql, [rows])
}

/** After the indexes were made. @param {(sql: string) => Promise<unknown>} query */
export async function analyzeBuyers(query) {
  for (const table of ["customer", "order_address", "order", "cart_address", "cart"])
    await query(`vacuum analyze "${table}"`)
}

/**
 * Buyers as they are looked for, and their payments.
 * @param {{ db: any, reader: any, collectionsOfBuyer: (db: any, text: string) => Promise<string[]> }} of
 * @returns {Record<string, () => Promise<unknown>>}
 */
export function buyersOf({ db, reader, collectionsOfBuyer }) {
  const page = { limit: 20, offset: 0 }
  const find = (/** @type {string} */ text) => async () => {
    const collectionIds = await collectionsOfBuyer(db, text)
    return reader.attempts({ search: { text, sessionIds: [], collectionIds } }, page)
  }
  return {
    "buyer: a name of many": find("王淑美"),
    "buyer: a part of a name": find("淑美"),
    "buyer: a telephone number": find(`09${String((4321 * 7919) % 100_000_000).padStart(8, "0")}`),
    "buyer: an address": find("buyer4321@gmail.com"),
    "buyer: a part of an address": find("r4321@"),
    "buyer: nobody": find("歐陽美玲"),
  }
}
