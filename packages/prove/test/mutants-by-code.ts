import type { ProviderClass } from "../src/house/provider-class.js"
import { Careful, type Trade } from "./careful.js"
import { Confirming } from "./mutant-makers.js"

const DONE: Trade = { id: "tx", status: "success", amount: 1060, metadata: { session_id: "" }, refunds: [] }

/** Takes any answer of 200 to one of its calls for "done". */
const deafTo = (path: RegExp, Base: typeof Careful = Careful) =>
  class extends Base {
    protected override async call(...[method, where, ...rest]: Parameters<Careful["call"]>): Promise<Trade> {
      return super.call(method, where, ...rest).catch((error) => {
        if (!path.test(where) || !/\([a-z_]+\)/.test(String(error))) throw error
        return DONE
      })
    }
  }

/** Their bank answers 200 to everything: see polite-bank. */
export const mutantsByCode: Readonly<Record<string, ProviderClass>> = {
  "initiate-refused-by-code": deafTo(/^\/payments$/),
  "authorize-refused-by-code": class extends deafTo(/^\/payments\/\w+$/) {
    protected override async belongs() {
      return true
    }
  },
  "confirm-refused-by-code": deafTo(/capture$/, Confirming),
  "capture-refused-by-code": deafTo(/capture$/),
  "cancel-refused-by-code": deafTo(/cancel$/),
  "refund-refused-by-code": deafTo(/refund$/),
}
