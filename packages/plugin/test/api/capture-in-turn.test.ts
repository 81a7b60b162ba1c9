import { EventEmitter } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import { expect, it } from "vitest"
import { captureInTurn } from "../../src/api/admin/capture-in-turn"
import { methodAccountAt } from "../fake-gateway"
import { addPayment } from "../fake-medusa"
import { containerOf } from "../shop-container"
import { addSession, newAttempt, useShop } from "../shop-database"

const used = useShop()
const NOWHERE = methodAccountAt({ url: "http://127.0.0.1:9" })

async function aPayment(isOurs = true) {
  const { shop } = used
  const sessionId = await addSession(shop, "1000")
  if (isOurs) await shop.context.ledger.open(newAttempt({ session_id: sessionId }))
  return { id: await addPayment(shop, sessionId, "T1"), sessionId }
}

/** Somebody presses the button: whether Medusa's route has begun, and its end. */
function press(id: string) {
  const response = new EventEmitter()
  const pressed = { begun: false, error: undefined as unknown, end: () => void response.emit("close") }
  const scope = containerOf(used.shop, "pp_fake-card_main", NOWHERE)
  captureInTurn({ scope, params: { id } }, response, (error) => {
    Object.assign(pressed, { begun: true, error })
  })
  return pressed
}

it("two of the staff who capture a payment in the same second do so one after the other", async () => {
  const { id } = await aPayment()
  const pressed = [press(id), press(id)]
  await expect.poll(() => pressed.filter(({ begun }) => begun)).toHaveLength(1)
  await sleep(300)
  const first = pressed.find(({ begun }) => begun)
  const second = pressed.find(({ begun }) => !begun)
  expect(second, "both at once").toBeDefined()
  first?.end()
  await expect.poll(() => second?.begun, { timeout: 20_000 }).toBe(true)
  expect(second?.error).toBeUndefined()
  second?.end()
})

it("waits while the shop itself follows the payment's money, and no other payment does", async () => {
  const { id, sessionId } = await aPayment()
  const other = await aPayment()
  let end = () => {}
  const following = used.shop.context.ledger.exclusively(
    `session ${sessionId}`,
    () => new Promise<void>((resolve) => (end = resolve)),
  )
  const [pressed, beside] = [press(id), press(other.id)]
  await expect.poll(() => beside.begun, { timeout: 20_000 }).toBe(true)
  await sleep(300)
  expect(pressed.begun).toBe(false)
  end()
  await following
  await expect.poll(() => pressed.begun, { timeout: 20_000 }).toBe(true)
  for (const each of [pressed, beside]) each.end()
})

it("keeps nobody waiting for who gave up while they waited themselves", async () => {
  const { id, sessionId } = await aPayment()
  let end = () => {}
  const following = used.shop.context.ledger.exclusively(
    `session ${sessionId}`,
    () => new Promise<void>((resolve) => (end = resolve)),
  )
  const gaveUp = press(id)
  await sleep(300)
  gaveUp.end()
  end()
  await following
  await expect.poll(() => gaveUp.begun, { timeout: 20_000 }).toBe(true)
  const next = press(id)
  await expect.poll(() => next.begun, { timeout: 20_000 }).toBe(true)
  next.end()
})

it("lets another provider's payment, and one that is not there, pass", async () => {
  const { id } = await aPayment(false)
  const pressed = [press(id), press(id), press("pay_nowhere")]
  await expect.poll(() => pressed.every(({ begun }) => begun), { timeout: 20_000 }).toBe(true)
  expect(pressed.map(({ error }) => error)).toEqual([undefined, undefined, undefined])
})
