import type { Shop } from "./shop"

/** What two months leave behind: several gateways and methods, declines with and without a reason, refunds, awaited numbers. */
const SQL = `insert into taiwan_payment_attempt
  (id, gateway, environment, merchant, trade_no, provider_id, method, session_id, amount, session_amount, return_url, locale, state,
   code, details, paid_at, captured_amount, refunded_amount, expires_at, created_at)
  select 'tpa_past' || i, (array['ecpay', 'ecpay', 'linepay', 'newebpay'])[1 + i % 4], 'production', 'M' || i % 2, 'PAST' || i, 'pp_past',
    (array['credit', 'atm', 'linepay', 'credit'])[1 + i % 4], 'payses_past' || i, 500 + i * 37 % 4000, '1', 'https://shop.example.tw/r', 'zh-TW', state,
    case when state = 'failed' then (array['10100058', '10100248', null])[1 + i % 3] end,
    case when state = 'captured' and i % 2 = 0 then '{"fee": "26"}' else '{}' end::jsonb,
    case when state = 'captured' then at end, case when state = 'captured' then 500 + i * 37 % 4000 else 0 end,
    case when state = 'captured' and i % 9 = 0 then 300 else 0 end,
    case when state = 'issued' then now() + i % 3 * interval '12 hours' end, at
  from generate_series(1, 600) i,
    lateral (select (array['captured', 'captured', 'captured', 'failed', 'expired', 'captured', 'issued'])[1 + i % 7] as state,
      now() - (i * i / 6000) * interval '1 day' - i * interval '1 minute' as at) made`

export async function addPast({ database }: Shop): Promise<void> {
  await database.query(SQL)
}
