import { useQuery } from "@tanstack/react-query"
import type * as Api from "../../api/admin/taiwan-payments/views"
import { ask } from "./sdk"

export type Doctor = Api.Json<Api.DoctorAnswer>

/** Each look asks the gateways, so that it is taken when somebody opens the page or asks for it, and not otherwise. */
export function useDoctor() {
  return useQuery({
    queryKey: ["taiwan-payments-doctor"],
    queryFn: () => ask<Doctor>("/admin/taiwan-payments/doctor"),
    refetchOnWindowFocus: false,
    retry: false,
  })
}
