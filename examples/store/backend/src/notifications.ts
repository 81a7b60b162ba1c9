const { env } = process

/** What the shop writes to buyers and staff; here into the log and a folder (src/outbox), in place of a mail provider. */
export function messages() {
  return { buyers: true, staff: { to: ["staff@alley.example"] } }
}

/** Medusa's own bell, as it is by default, and the outbox. */
export function notificationProviders() {
  return [
    { resolve: "@medusajs/medusa/notification-local", id: "local", options: { name: "Local", channels: ["feed"] } },
    { resolve: "./src/outbox", id: "outbox", options: { name: "Outbox", channels: ["email"], folder: env.OUTBOX } },
  ]
}
