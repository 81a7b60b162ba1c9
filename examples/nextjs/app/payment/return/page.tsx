import { Result } from "./result"

interface ReturnPageProps {
  readonly searchParams: Promise<{ readonly session_id?: string }>
}

/** Where gateways send the buyer back to: `return_url` of the payment session, with `?session_id=…`. */
export default async function ReturnPage({ searchParams }: ReturnPageProps) {
  const { session_id } = await searchParams
  return session_id ? <Result sessionId={session_id} /> : <p>找不到這筆付款。</p>
}
