import type { ReactNode } from "react"
import "@taiwan-payments/storefront/styles.css"

export const metadata = { title: "Taiwan payments on Next.js" }

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="zh-TW">
      <body>{children}</body>
    </html>
  )
}
