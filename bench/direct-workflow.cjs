/**
 * Run by `medusa exec`: the workflow that settling runs, called directly for sessions whose money the ledger already has.
 * Sessions come in BENCH_SESSIONS; when each call began goes to BENCH_OUTPUT.
 */
const { writeFileSync } = require("node:fs")

exports.default = async ({ container }) => {
  const engine = container.resolve("workflows")
  const query = container.resolve("query")
  const began = {}
  for (const sessionId of JSON.parse(process.env.BENCH_SESSIONS)) {
    const { data: sessions } = await query.graph({
      entity: "payment_session",
      fields: ["payment_collection_id"],
      filters: { id: sessionId },
    })
    const { data: links } = await query.graph({
      entity: "cart_payment_collection",
      fields: ["cart_id"],
      filters: sessions[0],
    })
    began[sessionId] = Date.now()
    await engine.run("complete-cart", { input: { id: links[0].cart_id } })
  }
  writeFileSync(process.env.BENCH_OUTPUT, JSON.stringify(began))
}
