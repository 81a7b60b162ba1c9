import type { MedusaContainer } from "@medusajs/framework/types"
import { environmentName } from "../../toolkit/environment"
import { methodAccountsOf } from "../method-accounts"
import type { Choices } from "./views"

/** What the list can be narrowed to: gateways, methods and accounts that the options name, those of the past, too. */
export async function choicesOf(container: MedusaContainer): Promise<Choices> {
  const all = [...(await methodAccountsOf(container)).values()]
  const accounts = all.flatMap((each) => [each, ...each.previous])
  const choices = accounts.map(({ gateway, account }) => {
    const { merchant: value, environment } = account
    return { value, gateway: gateway.name, environment: environmentName(environment) }
  })
  return {
    gateways: unique(all.map(({ gateway }) => ({ value: gateway.id, name: gateway.name }))),
    methods: unique(all.map(({ method }) => ({ value: method.id, name: method.name }))),
    merchants: unique(choices),
  }
}

function unique<Choice extends { readonly value: string }>(choices: readonly Choice[]): Choice[] {
  return [...new Map(choices.map((choice) => [choice.value, choice])).values()]
}
