import { randomBytes } from "node:crypto"
import { describe, expect, it } from "vitest"
import { giveAccount } from "../../../src/payments/refund-desk/give-account"
import { openAccount } from "../../../src/payments/refund-desk/sealed-account"
import { tendRefundDesk } from "../../../src/payments/refund-desk/tend-refund-desk"
import { useShop } from "../../shop-database"
import { ACCOUNT, DESK, KEYS, openRefundDesk, WRITTEN, withDesk } from "./a-desk"

const place = useShop()
const NEW = { id: "key2", bytes: randomBytes(32) }
const TABLE = "taiwan_payment_refund_request"

describe("accounts after a change of the key", () => {
  it("are sealed anew under the first key by the job, so that the earlier one can go; nothing else changes", async () => {
    const { container, given, read } = await openRefundDesk(place.shop)
    const before = await given(100)
    const altered = await given(200)
    const torn = `${altered.account_sealed?.slice(0, -4)}AAAA`
    await place.shop.db(TABLE).where({ id: altered.id }).update({ account_sealed: torn })
    await tendRefundDesk(withDesk(container, { ...DESK, keys: [NEW, ...KEYS] }))
    const after = await read(before.id)
    expect(openAccount([NEW], after)).toEqual(ACCOUNT)
    expect(() => openAccount(KEYS, after)).toThrow(/No key/)
    expect({ ...after, account_sealed: null }).toEqual({ ...before, account_sealed: null })
    expect(await read(altered.id)).toMatchObject({ account_sealed: torn })
    expect(place.shop.logged.join()).toContain(`cannot open the account of refund request ${altered.id}`)
    expect(JSON.stringify(place.shop.logged)).not.toMatch(/00012345678901|王小明/)
  })

  it("stay where another was given, or nothing is to be sealed anew", async () => {
    const { container, given, read } = await openRefundDesk(place.shop)
    const before = await given(100)
    await tendRefundDesk(container)
    expect(await read(before.id)).toEqual(before)
    await giveAccount(container, before, { ...WRITTEN, number: "00012345670000" }, null)
    const corrected = await read(before.id)
    await place.shop.context.ledger.refundRequests.reseal(before, "v1.key1.stale")
    expect(await read(before.id)).toEqual(corrected)
  })

  it("are all reached, however many there are", async () => {
    const { container, given, attempt } = await openRefundDesk(place.shop)
    const { id: _id, ...row } = await place.shop
      .db(TABLE)
      .where({ id: (await given(1)).id })
      .first()
    const many = Array.from({ length: 120 }, (_, n) => ({
      ...row,
      id: `tpr_many_${attempt.id}_${n}`,
      account_sealed: "v1.key1.x.y.z",
    }))
    await place.shop.db(TABLE).insert(many)
    const last = await given(2)
    await tendRefundDesk(withDesk(container, { ...DESK, keys: [NEW, ...KEYS] }))
    const rows = await place.shop
      .db(TABLE)
      .where({ attempt_id: attempt.id })
      .whereRaw("split_part(account_sealed, '.', 2) = 'key2'")
    expect(rows.map(({ id }) => id)).toContain(last.id)
  })
})
