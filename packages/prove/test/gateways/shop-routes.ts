import { createServer } from "node:http"
import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import express from "express"
import * as gate from "../../../plugin/src/api/pay/[provider]/gate/route.js"
import * as charge from "../../../plugin/src/api/pay/sessions/[id]/charge/route.js"
import * as departure from "../../../plugin/src/api/pay/sessions/[id]/route.js"
import type { Container } from "../../src/facts.js"

type Route = (request: AuthenticatedMedusaRequest, response: MedusaResponse) => Promise<void>

/** The plugin's own routes by which buyers leave, before the payment module that prove has started. */
export class ShopRoutes {
  url = ""
  private container: Container | undefined
  private readonly app = express()
  private readonly server = createServer(this.app)

  async open(): Promise<void> {
    this.app.get("/pay/sessions/:id", this.mount(departure.GET))
    this.app.post("/pay/sessions/:id/charge", this.mount(charge.POST))
    this.app.post("/pay/:provider/gate", this.mount(gate.POST))
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve))
    const address = this.server.address()
    this.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`
  }

  /** Routes find their modules here from now on. */
  serve(container: Container): void {
    this.container = container
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }

  private mount(route: Route): express.RequestHandler {
    return (request, response, next) => {
      const asked = Object.assign(request, { scope: this.container }) as express.Request as AuthenticatedMedusaRequest
      route(asked, response as MedusaResponse).catch(next)
    }
  }
}
