import { prove } from "@taiwan-payments/prove/vitest"
import * as adapter from "../bank.prove.mjs"
import { TaiwanBank } from "../src/provider.ts"

prove({ provider: TaiwanBank, adapter })
