import { createServer } from "node:http"
import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { charge, departure, gate, handleReturn, notify } from "@taiwan-payments/medusa/testing"
import express from "express"
import { container } from "./small-medusa.js"

type Route = (request: AuthenticatedMedusaRequest, response: MedusaResponse) => Promise<void>

/** The plugin's own routes on a server of their own, as Medusa mounts them: nobody parses a body before they do. */
export async function serveRoutes(): Promise<{ url: string; close(): Promise<void> }> {
  const app = express()
  const mount = (route: Route): express.RequestHandler => {
    return (request, response, next) => {
      const asked = Object.assign(request, { scope: container }) as express.Request as AuthenticatedMedusaRequest
      route(asked, response as MedusaResponse).catch(next)
    }
  }
  app.get("/pay/sessions/:id", mount(departure.GET))
  app.post("/pay/sessions/:id/charge", mount(charge.POST))
  app.post("/pay/:provider/notify", mount(notify.POST))
  app.post("/pay/:provider/gate", mount(gate.POST))
  app.all("/pay/:provider/return", mount(handleReturn.GET))
  app.get("/payment/return", (_request, response) => void response.type("html").send("<p>The storefront.</p>"))
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const port = typeof address === "object" && address ? address.port : 0
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, close }
}
