import { defineConfig, loadEnv } from "@medusajs/framework/utils"
import { messages, notificationProviders } from "./src/notifications"
import { paymentProviders } from "./src/payment-providers"
import { redisModules } from "./src/redis-modules"

loadEnv(process.env.NODE_ENV ?? "development", process.cwd())

const {
  BACKEND_URL = "http://localhost:9000",
  STOREFRONT_URL = "http://localhost:8000",
  REDIS_URL,
  JOB_SECONDS,
  MEDUSA_FF_RBAC,
  REFUND_DESK_KEYS,
} = process.env
const origins = [BACKEND_URL, STOREFRONT_URL].join(",")

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    redisUrl: REDIS_URL,
    http: {
      storeCors: origins,
      adminCors: origins,
      authCors: origins,
      jwtSecret: process.env.JWT_SECRET,
      cookieSecret: process.env.COOKIE_SECRET,
    },
    // Medusa asks for https in production; a shop on localhost has none.
    cookieOptions: { secure: BACKEND_URL.startsWith("https:") },
  },
  admin: { disable: process.env.ADMIN === "off" },
  plugins: [
    {
      resolve: "@taiwan-payments/medusa",
      options: {
        guestOrders: true,
        messages: messages(),
        paymentPage: { name: "巷口茶室 Alley Tea House" },
        ...(JOB_SECONDS ? { jobSeconds: Number(JOB_SECONDS) } : {}),
        // Refunds that no gateway's API makes are only taken on with a key that seals the buyers' accounts.
        ...(REFUND_DESK_KEYS ? { refundDesk: { keys: REFUND_DESK_KEYS.split(",") } } : {}),
      },
    },
  ],
  modules: [
    {
      resolve: "@medusajs/medusa/payment",
      options: { providers: paymentProviders() },
    },
    {
      resolve: "@medusajs/medusa/notification",
      options: { providers: notificationProviders() },
    },
    ...(REDIS_URL ? redisModules(REDIS_URL) : []),
    // Roles of the staff; Medusa reads its flag too late to add the module by itself (2.21.2).
    ...(MEDUSA_FF_RBAC === "true" ? [{ resolve: "@medusajs/medusa/rbac" }] : []),
  ],
})
