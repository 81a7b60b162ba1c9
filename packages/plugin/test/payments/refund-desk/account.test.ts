import { randomBytes } from "node:crypto"
import { describe, expect, it } from "vitest"
import { linkToken } from "../../../src/payments/link-token"
import { deskReaderOf } from "../../../src/payments/refund-desk/begin-request"
import { approve, cancel, renew, showAccount } from "../../../src/payments/refund-desk/desk-steps"
import { giveAccount } from "../../../src/payments/refund-desk/give-account"
import { makeBatch } from "../../../src/payments/refund-desk/refund-batches"
import { openRefundLink, refundLinkOf } from "../../../src/payments/refund-desk/request-link"
import { returnedByBank } from "../../../src/payments/refund-desk/returned-by-bank"
import { openAccount } from "../../../src/payments/refund-desk/sealed-account"
import { erasePersonalData } from "../../../src/payments/staff/erase"
import { useShop } from "../../shop-database"
import { ACCOUNT, KEYS, LIN, openRefundDesk, WANG, WRITTEN } from "./a-desk"

const place = useShop()
const tokenOf = (link: string) => link.split("/").at(-1) ?? ""

describe("the account of a refund", () => {
  it("is sealed at rest, and opens for its own request and under its own key alone", async () => {
    const { given } = await openRefundDesk(place.shop)
    const [one, other] = [await given(100), await given(200)]
    const rows = await place.shop.db("taiwan_payment_refund_request").whereIn("id", [one.id, other.id])
    expect(JSON.stringify(rows)).not.toMatch(/00012345678901|王小明/)
    expect(openAccount(KEYS, one)).toEqual(ACCOUNT)
    expect(() => openAccount(KEYS, { ...other, account_sealed: one.account_sealed })).toThrow(/another owner's/)
    expect(() => openAccount([{ id: "key1", bytes: randomBytes(32) }], one)).toThrow(/another owner's/)
    expect(() => openAccount([{ id: "key2", bytes: randomBytes(32) }], one)).toThrow(/No key/)
  })

  it("is shown once it is written down to whom; no log and no event has it", async () => {
    const { container, given } = await openRefundDesk(place.shop)
    const { id } = await given(100)
    expect(await showAccount(container, id, WANG)).toEqual(ACCOUNT)
    const steps = await deskReaderOf(container).steps([id])
    expect(steps.at(-1)).toMatchObject({ kind: "shown", actor: WANG })
    expect(JSON.stringify([place.shop.logged, place.shop.emitted])).not.toMatch(/00012345678901|王小明/)
  })

  it("can be corrected until staff take it up, and then no more", async () => {
    const { container, given, read } = await openRefundDesk(place.shop)
    const first = await given(100)
    await giveAccount(container, first, { ...WRITTEN, number: "00012345670000" }, null)
    const corrected = await read(first.id)
    expect([corrected.account_last4, openAccount(KEYS, corrected).number]).toEqual(["0000", "00012345670000"])
    expect(await giveAccount(container, first, WRITTEN, null)).toEqual({ kind: "changed" })
    await makeBatch(container, [first.id], LIN)
    expect(await giveAccount(container, corrected, WRITTEN, null)).toEqual({ kind: "changed" })
    const link = await refundLinkOf(container, first)
    expect(await openRefundLink(container, tokenOf(link))).toMatchObject({ kind: "taken" })
  })

  it("is erased with the person, but never while the money is still owed", async () => {
    const { attempt, container, given, read } = await openRefundDesk(place.shop, {}, {})
    const { id } = await given(100)
    await place.shop.db("taiwan_payment_attempt").where({ id: attempt.id }).update({ order_id: attempt.id })
    expect(await erasePersonalData(container, { order_id: attempt.id })).toMatchObject({ open: [attempt.id] })
    expect((await read(id)).account_sealed).not.toBeNull()
    await place.shop
      .db("taiwan_payment_refund_request")
      .where({ id })
      .update({ state: "done", reason: "王小明 called" })
    expect(await erasePersonalData(container, { order_id: attempt.id })).toMatchObject({ erased: [attempt.id] })
    expect(await read(id)).toMatchObject({ account_sealed: null, account_last4: null, reason: null })
  })

  it("is erased some days after its refund was done, and at once where it was cancelled", async () => {
    const { container, given, read } = await openRefundDesk(place.shop)
    const [old, young, canceled] = [await given(100), await given(100), await given(100)]
    const { db, context } = place.shop
    const end = (id: string, days: number) =>
      db("taiwan_payment_refund_request")
        .where({ id })
        .update({ state: "done", ended_at: db.raw("now() - make_interval(days => ?)", [days]) })
    await end(old.id, 31)
    await end(young.id, 29)
    await cancel(container, canceled.id, "no longer wanted", LIN)
    await context.ledger.refundRequests.eraseAccounts(30, 100)
    const sealed = await Promise.all(
      [old, young, canceled].map(async ({ id }) => (await read(id)).account_sealed !== null),
    )
    expect(sealed).toEqual([false, true, false])
  })
})

describe("the link of a refund", () => {
  it("opens for its own request; forged, foreign, lengthened and payment links do not", async () => {
    const { container, request } = await openRefundDesk(place.shop)
    const [one, other] = [await request(100), await request(100)]
    const token = tokenOf(await refundLinkOf(container, one))
    expect(await openRefundLink(container, token)).toMatchObject({ kind: "open", request: { id: one.id } })
    const asPayment = linkToken("secret", { subject: one.id, endsAt: one.link_expires_at }, "payment")
    const byOther = linkToken("another secret", { subject: one.id, endsAt: one.link_expires_at }, "refund")
    const altered = [token.replace(one.id, other.id), token.replace(/\.(\w+)\./, ".zzzzzz."), asPayment, byOther, ""]
    for (const each of altered) expect(await openRefundLink(container, each)).toEqual({ kind: "unknown" })
  })

  it("says that it has expired, was renewed, or that its request is over", async () => {
    const { container, request, read } = await openRefundDesk(place.shop)
    const begun = await request(100)
    const token = tokenOf(await refundLinkOf(container, begun))
    const later = new Date(begun.link_expires_at.getTime() + 1)
    expect(await openRefundLink(container, token, later)).toMatchObject({ kind: "ended" })
    const { url } = await renew(container, begun.id, LIN)
    expect(await openRefundLink(container, token)).toMatchObject({ kind: "renewed" })
    expect(await openRefundLink(container, tokenOf(url))).toMatchObject({ kind: "open" })
    expect(place.shop.emitted.at(-1)).toMatchObject({ data: { refund_request_id: begun.id, refund_link: url } })
    await cancel(container, (await read(begun.id)).id, "no longer wanted", LIN)
    expect(await openRefundLink(container, tokenOf(url))).toMatchObject({ kind: "cancelled" })
  })

  it("takes ten tries in ten minutes", async () => {
    const { container, request, read } = await openRefundDesk(place.shop)
    const { id } = await request(100)
    const wrong = { ...WRITTEN, number: "1" }
    for (let count = 0; count < 10; count++)
      expect(await giveAccount(container, await read(id), wrong, null)).toMatchObject({ kind: "wrong" })
    expect(await giveAccount(container, await read(id), WRITTEN, null)).toEqual({ kind: "too many" })
  })

  it("asks once more when the bank sends the money back, and forgets the old account", async () => {
    const { container, given, read } = await openRefundDesk(place.shop)
    const { id } = await given(100)
    await makeBatch(container, [id], LIN)
    const back = await returnedByBank(container, id, "帳號戶名不符", LIN)
    expect(back).toMatchObject({ state: "returned", account_sealed: null, account_last4: null, batch_id: null })
    expect(await giveAccount(container, back, WRITTEN, null)).toEqual({ kind: "given" })
    expect(await read(id)).toMatchObject({ state: "given" })
    await makeBatch(container, [id], LIN)
  })
})

describe("a second person", () => {
  it("has to approve, is not who asked or held the link, and approves what they looked at", async () => {
    const { container, given, read } = await openRefundDesk(place.shop, { secondPerson: true })
    const request = await given(100)
    await expect(approve(container, request.id, request.version, LIN)).rejects.toThrow(/another person has to/)
    await expect(makeBatch(container, [request.id], WANG)).rejects.toThrow(/second person's consent/)
    await giveAccount(container, request, WRITTEN, null)
    await expect(approve(container, request.id, request.version, WANG)).rejects.toThrow(/changed meanwhile/)
    const { version } = await read(request.id)
    expect(await approve(container, request.id, version, WANG)).toMatchObject({ state: "approved", approved_by: WANG })
    await expect(approve(container, request.id, version, { id: "user_mei", name: "Mei" })).rejects.toThrow(
      /Wang was first/,
    )
    await makeBatch(container, [request.id], LIN)
  })

  it("cannot be who made a new link", async () => {
    const { container, request, read } = await openRefundDesk(place.shop, { secondPerson: true })
    const { id } = await request(100)
    await renew(container, id, WANG)
    await giveAccount(container, await read(id), WRITTEN, null)
    await expect(approve(container, id, (await read(id)).version, WANG)).rejects.toThrow(/another person has to/)
  })
})
