/**
 * @typedef {import("./audit/books.mjs").Violation} Violation
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {import("./month.mjs").Diary} Diary
 */

/** A violation with all that is known of its trade. @param {Stack} stack @param {Diary[]} diaries @param {Violation} violation */
export async function tell(stack, diaries, { law, subject, text }) {
  const lines = [`${law}: ${subject}: ${text}`, ...(await ledgerLines(stack, subject))]
  const session = await sessionOf(stack, subject)
  return [...lines, ...gatewayLines(stack, subject), ...buyerLines(diaries, session)].join("\n    ")
}

/** @param {Stack} stack @param {string} subject */
async function sessionOf({ postgres }, subject) {
  const [row] = await postgres.query("select session_id from taiwan_payment_attempt where trade_no = $1", [subject])
  return row?.session_id ?? null
}

/** @param {Stack} stack @param {string} subject */
async function ledgerLines({ postgres }, subject) {
  const sql = `select e.created_at as at, 'ledger' as who, concat_ws(' ', e.kind, e.verdict, e.state, e.code, e.message) as what
      from taiwan_payment_event e join taiwan_payment_attempt a on a.id = e.attempt_id where a.trade_no = $1
    union all select o.updated_at, 'operation', concat_ws(' ', o.kind, o.amount, o.state, o.code, o.message, o.steps::text)
      from taiwan_payment_operation o join taiwan_payment_attempt a on a.id = o.attempt_id where a.trade_no = $1
    union all select l.created_at, 'alarm', concat_ws(' ', l.kind, l.detail, l.resolution)
      from taiwan_payment_alarm l join taiwan_payment_attempt a on a.id = l.attempt_id where a.trade_no = $1
    order by 1`
  const rows = await postgres.query(sql, [subject])
  return rows.map(({ at, who, what }) => `${at.toISOString()} ${who}: ${what}`)
}

/** @param {Stack} stack @param {string} subject */
function gatewayLines({ sandbox }, subject) {
  return sandbox.gateways.flatMap((gateway) =>
    gateway
      .trades()
      .filter(({ reference }) => reference === subject)
      .flatMap(({ id, state, money }) => [
        `${gateway.id}: ${state}, ${JSON.stringify(money)}`,
        ...sandbox.journal.about(gateway.id, id).map(callLine),
      ]),
  )
}

/** @param {import("@taiwan-payments/sandbox").JournalEntry} entry */
function callLine({ at, direction, endpoint, status, answered }) {
  return `${at.toISOString()} ${direction} ${endpoint} → ${status ?? ""} ${answered.slice(0, 160)}`
}

/** @param {Diary[]} diaries @param {string | null} session */
function buyerLines(diaries, session) {
  return diaries.flatMap(({ buyers, done, said }) => {
    const buyer = [...buyers.values()].find(({ sessions }) => sessions.some(({ id }) => id === session))
    if (!buyer) return []
    const steps = done.filter(({ step }) => step.buyer === buyer.number)
    const heard = said.filter((each) => each.session === session)
    return [
      ...steps.map(
        ({ step, problem }) => `${step.who} #${buyer.number}: ${step.what} ${step.fault ?? ""} ${problem ?? ""}`,
      ),
      ...heard.map(({ at, state }) => `${at.toISOString()} page said ${state}`),
    ]
  })
}
