import { createServer } from "node:http"
import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import express from "express"
import * as gate from "../../../plugin/src/api/pay/[provider]/gate/route.js"
import * as charge from "../../../plugin/src/api/pay/sessions/[id]/charge/route.js"
import * as departure from "../../../plugin/src/api/pay/sessions/[id]/route.js"
import type { Container } from "../../src/facts.js"

type Route = (request: AuthenticatedMedusaRequest, response: MedusaResponse) => Promise<void>

/** The plugin's own routes by which buyers leave: before the payment module that prove has started, or those of its server. */
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

  /** Routes find their modules here from now on, or are a whole server's. */
  serve(container: Container): void {
    this.container = container
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }

  private mount(route: Route): express.RequestHandler {
    return (request, response, next) => {
      const server = this.container?.server
      if (server) return void forward(server, request, response).catch(next)
      const asked = Object.assign(request, { scope: this.container }) as express.Request as AuthenticatedMedusaRequest
      route(asked, response as MedusaResponse).catch(next)
    }
  }
}

/** As a reverse proxy has it. */
async function forward(server: string, request: express.Request, response: express.Response): Promise<void> {
  const { method, originalUrl, headers } = request
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { "content-type": type, cookie } = headers
  const sent = { ...(type ? { "content-type": type } : {}), ...(cookie ? { cookie } : {}) }
  const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}
  const answer = await fetch(server + originalUrl, { method, headers: sent, redirect: "manual", ...body })
  for (const [name, value] of answer.headers)
    if (!/^(content-(length|encoding)|transfer-encoding|connection)$/.test(name)) response.setHeader(name, value)
  response.status(answer.status).send(Buffer.from(await answer.arrayBuffer()))
}
