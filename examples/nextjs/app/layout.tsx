import type { ReactNode } from "react"
import "@taiwan-payments/storefront/styles.css"

export const metadata = { title: "Taiwan payments on Next.js" }

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="zh-TW">
      <body style={page}>{children}</body>
    </html>
  )
}

const page = { maxWidth: "40rem", margin: "2rem auto", padding: "0 1rem", fontFamily: "sans-serif" }
