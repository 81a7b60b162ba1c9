interface OrderPageProps {
  readonly params: Promise<{ readonly id: string }>
}

export default async function OrderPage({ params }: OrderPageProps) {
  const { id } = await params
  return <h1>訂單 {id} 已成立</h1>
}
