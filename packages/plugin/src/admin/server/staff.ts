import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Alarm } from "./payments"
import { ask, sdk } from "./sdk"

interface Member {
  readonly id: string
  readonly name: string
}

/** Who is logged in. */
export function useMe(): Member | null {
  const { data } = useQuery({
    queryKey: ["taiwan-payments-me"],
    queryFn: () => sdk.admin.user.me(),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data ? memberOf(data.user) : null
}

/** To whom work can be given; only oneself, where one may not see the others. Read when somebody asks for it. */
export function useStaff(isOpen: boolean): readonly Member[] {
  const { data } = useQuery({
    queryKey: ["taiwan-payments-staff"],
    queryFn: () => sdk.admin.user.list({ limit: 100 }),
    enabled: isOpen,
    retry: false,
  })
  return data?.users.map(memberOf) ?? []
}

interface User {
  readonly id: string
  readonly email: string
  readonly first_name?: string | null
  readonly last_name?: string | null
}

function memberOf({ id, email, first_name, last_name }: User): Member {
  return { id, name: [first_name, last_name].filter(Boolean).join(" ") || email }
}

export function useAssignAlarm({ id, assigned_to: owner }: Pick<Alarm, "id" | "assigned_to">) {
  return useChange((to: string | null) => {
    const body = { to, from: owner?.id ?? null }
    return ask(`/admin/taiwan-payments/alarms/${id}/assign`, { method: "POST", body })
  })
}

/** As Medusa's own button on the order's page does. */
export function useCaptureInOrder(paymentId: string) {
  return useChange(() => sdk.admin.payment.capture(paymentId, {}))
}

/** As Medusa's own menu on the order's page does: it releases the card, and the stock. */
export function useCancelOrder(orderId: string) {
  return useChange(() => sdk.admin.order.cancel(orderId))
}

function useChange<Input = void>(change: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  const refresh = () =>
    Promise.all(["taiwan-payments", "orders"].map((key) => client.invalidateQueries({ queryKey: [key] })))
  return useMutation({ mutationFn: change, onSettled: refresh })
}
