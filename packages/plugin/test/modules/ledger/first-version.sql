-- A shop's tables as the first version made them (Migration20261122000000), with some of a day's trade.
create table if not exists "taiwan_payment_attempt" (
      "id" text primary key, "gateway" text not null, "environment" text not null, "merchant" text not null,
      "trade_no" text not null, "provider_id" text not null, "method" text not null, "session_id" text not null,
      "amount" integer not null check ("amount" > 0), "session_amount" text not null, "return_url" text not null,
      "locale" text not null, "state" text not null, "version" integer not null default 0, "code" text null,
      "message" text null, "reference" text null, "voucher" jsonb null, "details" jsonb not null default '{}',
      "expires_at" timestamptz null, "paid_at" timestamptz null,
      "captured_amount" integer not null default 0, "refunded_amount" integer not null default 0,
      "asked_at" timestamptz null, "ask_at" timestamptz null, "settle_at" timestamptz null,
      "settle_tries" integer not null default 0, "settled_at" timestamptz null, "order_id" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null,
      check ("refunded_amount" >= 0 and "refunded_amount" <= "amount")
    );
create unique index if not exists "taiwan_payment_attempt_trade" on "taiwan_payment_attempt" ("trade_no", "merchant", "gateway", "environment");
create index if not exists "taiwan_payment_attempt_session" on "taiwan_payment_attempt" ("session_id", "created_at");
create index if not exists "taiwan_payment_attempt_settle" on "taiwan_payment_attempt" ("settle_at") where "settle_at" is not null;
create index if not exists "taiwan_payment_attempt_ask" on "taiwan_payment_attempt" ("ask_at") where "ask_at" is not null;
create index if not exists "taiwan_payment_attempt_order" on "taiwan_payment_attempt" ("order_id") where "order_id" is not null;
create index if not exists "taiwan_payment_attempt_newest" on "taiwan_payment_attempt" ("created_at");
create table if not exists "taiwan_payment_event" (
      "id" text primary key, "attempt_id" text null, "gateway" text not null, "kind" text not null, "verdict" text not null,
      "state" text null, "code" text null, "message" text null, "amount" integer null,
      "payload" jsonb not null default '{}', "digest" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null
    );
create unique index if not exists "taiwan_payment_event_once" on "taiwan_payment_event" (coalesce("attempt_id", "gateway"), "digest", "verdict");
create or replace function "taiwan_payment_event_is_append_only"() returns trigger language plpgsql as $$
      begin raise exception 'taiwan_payment_event is append-only'; end $$;
create or replace trigger "taiwan_payment_event_append_only" before update or delete on "taiwan_payment_event"
      for each row execute function "taiwan_payment_event_is_append_only"();
create table if not exists "taiwan_payment_operation" (
      "id" text primary key, "attempt_id" text not null, "kind" text not null, "idempotency_key" text not null unique,
      "amount" integer not null check ("amount" > 0), "requested" text not null, "state" text not null, "code" text null,
      "message" text null, "reference" text null, "steps" jsonb not null default '[]', "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null
    );
create index if not exists "taiwan_payment_operation_attempt" on "taiwan_payment_operation" ("attempt_id", "created_at");
create table if not exists "taiwan_payment_alarm" (
      "id" text primary key, "kind" text not null, "attempt_id" text null, "subject" text not null, "amount" integer null,
      "detail" text not null, "order_id" text null, "resolved_at" timestamptz null, "resolution" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null
    );
create unique index if not exists "taiwan_payment_alarm_once" on "taiwan_payment_alarm" ("kind", "subject");

insert into taiwan_payment_attempt (id, gateway, environment, merchant, trade_no, provider_id, method, session_id, amount,
  session_amount, return_url, locale, state, code, reference, voucher, details, expires_at, paid_at, captured_amount, refunded_amount,
  ask_at, settle_at, settle_tries, settled_at, order_id, created_at) values
  ('tpa_old_paid', 'ecpay', 'production', 'M1', 'OLDPAID0000000000001', 'pp_ecpay-credit_main', 'credit', 'payses_old_paid', 1020,
    '1020', 'https://shop.example.tw/r', 'zh-TW', 'captured', '1', '2611230930000001', null, '{"card_last4": "2222"}', null, '2026-11-23 01:31:02+00', 1020, 0,
    null, null, 1, '2026-11-23 01:31:05+00', 'order_old_paid', '2026-11-23 01:30:00+00'),
  ('tpa_old_refunded', 'ecpay', 'production', 'M1', 'OLDPAID0000000000002', 'pp_ecpay-credit_main', 'credit', 'payses_old_refunded', 2000,
    '2000.4', 'https://shop.example.tw/r', 'en', 'captured', '1', '2611230930000002', null, '{}', null, '2026-11-23 02:31:02+00', 2000, 750,
    null, null, 1, '2026-11-23 02:31:05+00', 'order_old_refunded', '2026-11-23 02:30:00+00'),
  ('tpa_old_held', 'newebpay', 'production', 'M2', 'OLDHELD0000000000001', 'pp_newebpay-credit_main', 'credit', 'payses_old_held', 500,
    '500', 'https://shop.example.tw/r', 'zh-TW', 'authorized', null, '26112309310200001', null, '{}', null, '2026-11-23 03:31:02+00', 0, 0,
    null, null, 1, '2026-11-23 03:31:05+00', 'order_old_held', '2026-11-23 03:30:00+00'),
  ('tpa_old_number', 'ecpay', 'production', 'M1', 'OLDATM00000000000001', 'pp_ecpay-atm_main', 'atm', 'payses_old_number', 300,
    '300', 'https://shop.example.tw/r', 'zh-TW', 'issued', '2', '2611230930000003', '{"kind": "atm", "bankCode": "005", "account": "5219111234567890"}', '{}', '2099-12-31 15:59:59+00', null, 0, 0,
    '2026-11-30 00:00:00+00', null, 1, '2026-11-23 04:31:05+00', 'order_old_number', '2026-11-23 04:30:00+00'),
  ('tpa_old_waiting', 'ecpay', 'production', 'M1', 'OLDPAID0000000000003', 'pp_ecpay-credit_main', 'credit', 'payses_old_waiting', 80,
    '80', 'https://shop.example.tw/r', 'zh-TW', 'captured', '1', '2611230930000004', null, '{}', null, '2026-11-23 05:31:02+00', 80, 0,
    null, '2026-11-23 05:31:02+00', 0, null, null, '2026-11-23 05:30:00+00'),
  ('tpa_old_left', 'ecpay', 'production', 'M1', 'OLDLEFT0000000000001', 'pp_ecpay-credit_main', 'credit', 'payses_old_left', 90,
    '90', 'https://shop.example.tw/r', 'zh-TW', 'departed', null, null, null, '{}', null, null, 0, 0,
    '2026-11-23 06:40:00+00', null, 0, null, null, '2026-11-23 06:30:00+00');

insert into taiwan_payment_event (id, attempt_id, gateway, kind, verdict, state, code, amount, payload, digest, created_at) values
  ('tpe_old_1', 'tpa_old_paid', 'ecpay', 'departure', 'accepted', null, null, null, '{}', 'd1', '2026-11-23 01:30:00+00'),
  ('tpe_old_2', 'tpa_old_paid', 'ecpay', 'notice', 'accepted', 'captured', '1', 1020, '{"RtnCode": "1"}', 'd2', '2026-11-23 01:31:02+00'),
  ('tpe_old_3', 'tpa_old_refunded', 'ecpay', 'notice', 'accepted', 'captured', '1', 2000, '{"RtnCode": "1"}', 'd3', '2026-11-23 02:31:02+00'),
  ('tpe_old_4', null, 'ecpay', 'notice', 'foreign', 'captured', '1', 1, '{"RtnCode": "1"}', 'd4', '2026-11-23 02:40:00+00');

insert into taiwan_payment_operation (id, attempt_id, kind, idempotency_key, amount, requested, state, steps, created_at) values
  ('tpo_old_1', 'tpa_old_refunded', 'refund', 'ref_old_1', 700, '700', 'done', '["undo 2000", "capture 1300"]', '2026-11-23 02:50:00+00'),
  ('tpo_old_2', 'tpa_old_refunded', 'refund', 'ref_old_2', 50, '50', 'done', '["R"]', '2026-11-23 02:55:00+00');

insert into taiwan_payment_alarm (id, kind, attempt_id, subject, amount, detail, created_at) values
  ('tpx_old_1', 'not_settled', 'tpa_old_waiting', 'tpa_old_waiting', 80, 'Medusa did not follow', '2026-11-23 06:00:00+00');
