import { describe, expect, it } from "vitest"
import { addBuyers, analyzeBuyers } from "../../../../../scripts/lib/history-buyers.mjs"
import { collectionsOfBuyer, wantedBuyer } from "../../../src/payments/medusa/buyer-search"
import { indexMedusa, tendMedusaIndexes } from "../../../src/payments/medusa/medusa-indexes"
import { newId, useShop } from "../../shop-database"

const place = useShop()

interface Person {
  readonly first_name: string
  readonly last_name: string
  readonly phone: string
}

/** A cart or an order of somebody, with a collection to pay; the collection's id. */
async function owned(of: "cart" | "order", person: Person, email: string, more: object = {}): Promise<string> {
  const { db } = place.shop
  const [id, shipping_address_id, collection] = [newId(of), newId("addr"), newId("paycol")]
  await db(`${of}_address`).insert({ id: shipping_address_id, ...person })
  await db(of).insert({ id, currency_code: "twd", email, shipping_address_id, ...more })
  await db(`${of}_payment_collection`).insert({
    id: newId("link"),
    [`${of}_id`]: id,
    payment_collection_id: collection,
  })
  return collection
}

const find = (text: string) => collectionsOfBuyer(place.shop.db, text)

describe("looking for a buyer", () => {
  it("finds orders and carts by name, in either order, by telephone, however it is written, and by address", async () => {
    const mei = { first_name: "美玲", last_name: "歐陽", phone: "+886 912-000-777" }
    const order = await owned("order", mei, "mei.ouyang@example.tw")
    const cart = await owned("cart", { ...mei, phone: "0912000777" }, "mei.ouyang@example.tw")
    await owned("cart", { first_name: "大同", last_name: "林", phone: "0922333444" }, "lin@example.tw")
    const names = ["歐陽美玲", "美玲歐陽", "歐陽 美玲", "美玲"]
    const others = ["0912000777", "+886912000777", "0912 000 777", "MEI.OUYANG@", "ouyang@example.tw"]
    for (const text of [...names, ...others])
      expect([text, (await find(text)).toSorted()]).toEqual([text, [order, cart].toSorted()])
  })

  it("finds a Latin name, and who has an account", async () => {
    const customer_id = newId("cus")
    await place.shop
      .db("customer")
      .insert({ id: customer_id, email: "z@example.tw", first_name: "Zoë", last_name: "O'Hara" })
    const nobody = { first_name: "", last_name: "", phone: "" }
    const order = await owned("order", nobody, "other@example.tw", { customer_id })
    expect(await find("zoë o'hara")).toEqual([order])
    expect(await find("z@example.tw")).toEqual([order])
  })

  it("finds nobody whom Medusa has deleted, and no pattern", async () => {
    const person = { first_name: "刪除", last_name: "已", phone: "0955555555" }
    await owned("order", person, "gone@example.tw", { deleted_at: new Date() })
    expect([await find("已刪除"), await find("%@%"), await find("_@_")]).toEqual([[], [], []])
  })

  it.each(["CR2611220001ABCD", "4242", "#12", "99990000000000123", "payses_01", "王", "@gmail.com", "a@b"])(
    "takes %s for no person",
    (text) => expect(wantedBuyer(text)).toBeNull(),
  )
})

describe("the indexes on Medusa's tables", () => {
  const validity = async () => {
    const { rows } = await place.shop.db.raw(
      "select i.indisvalid as valid from pg_class c join pg_index i on i.indexrelid = c.oid where c.relname like 'taiwan\\_payment\\_buyer\\_%'",
    )
    return rows.map(({ valid }: { valid: boolean }) => valid)
  }

  it("are made once, and again where one was left unfinished", async () => {
    const { db } = place.shop
    await indexMedusa(db)
    expect(await validity()).toEqual([true, true, true, true, true])
    await db.raw("update pg_index set indisvalid = false where indexrelid = 'taiwan_payment_buyer_cart'::regclass")
    await indexMedusa(db)
    expect(await validity()).toEqual([true, true, true, true, true])
  })

  it("are told of once a day where the database's user may not make them", async () => {
    const { db, logged } = place.shop
    await db.raw("drop index if exists taiwan_payment_buyer_cart")
    await db.raw("alter table cart rename to cart_of_others")
    const count = () => logged.filter((line) => line.includes("search of buyers")).length
    await tendMedusaIndexes(place.shop.context)
    await tendMedusaIndexes(place.shop.context)
    await db.raw("alter table cart_of_others rename to cart")
    expect(count()).toBe(1)
    await indexMedusa(db)
  })

  it("are what a search reads by, and find the same", async () => {
    const { db } = place.shop
    const ann = { first_name: "Ann-Marie", last_name: "Lindqvist", phone: "+886 955-121-314" }
    const order = await owned("order", ann, "ann.lindqvist@example.tw")
    const connection = await db.client.acquireConnection()
    const query = (sql: string, values?: unknown[]) => connection.query(sql, values)
    await addBuyers(query, 5_000)
    await analyzeBuyers(query)
    const asked: { sql: string; bindings: readonly unknown[] }[] = []
    db.on("query", (each) => void asked.push(each))
    for (const text of ["Lindqvist", "0955121314", "ann.lind@"]) await find(text)
    expect([await find("LINDQVIST"), await find("0955 121 314"), await find("lindqvist@ex")]).toEqual([
      [order],
      [order],
      [order],
    ])
    db.removeAllListeners("query")
    const searches = asked.filter(({ sql }) => sql.includes("taiwan_payment_parts"))
    expect(searches.length).toBeGreaterThanOrEqual(9)
    for (const { sql, bindings } of searches) {
      const { rows } = await query(`explain ${sql}`, [...bindings])
      expect(JSON.stringify(rows)).toMatch(/Bitmap Index Scan on taiwan_payment_buyer_/)
    }
    await db.client.releaseConnection(connection)
  })
})
