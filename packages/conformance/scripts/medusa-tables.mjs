/**
 * The tables of carts and orders that the plugin looks into, as columns only: the harness has them, empty, since a buyer there
 * has no cart. Written from a real shop's database: npm run tables -w packages/conformance
 */

const tables = [
  ...["cart", "cart_line_item", "cart_payment_collection", "cart_shipping_method", "customer", "fulfillment"],
  ...["inventory_level", "order", "order_cart", "order_change", "order_credit_line", "order_fulfillment", "order_item"],
  ...["order_line_item", "order_payment_collection", "order_summary", "order_transaction", "product_shipping_profile"],
  ...["product_variant", "product_variant_inventory_item", "region_payment_provider", "reservation_item"],
  ...["sales_channel_stock_location", "shipping_option"],
]

const columns = `select table_name as name, string_agg(quote_ident(column_name) || ' ' ||
    case when data_type = 'USER-DEFINED' then 'text' when data_type = 'ARRAY' then 'text[]' else data_type end, ', '
    order by column_name) as columns
  from information_schema.columns where table_schema = 'public' and table_name = any($1) group by table_name order by table_name`

/** The source of the file. @param {(sql: string, values: unknown[]) => Promise<{ rows: { name: string, columns: string }[] }>} query */
export async function medusaTables(query) {
  const { rows } = await query(columns, [tables])
  const missing = tables.filter((table) => !rows.some(({ name }) => name === table))
  if (missing.length > 0) throw new Error(`Medusa has no table ${missing.join(", ")}.`)
  const lines = rows.map(
    ({ name, columns }) => `  'create table if not exists "${name}" (${columns.replaceAll("'", "")})',`,
  )
  return `/** Made by scripts/medusa-tables.mjs. */\nexport const MEDUSA_TABLES: readonly string[] = [\n${lines.join("\n")}\n]\n`
}
