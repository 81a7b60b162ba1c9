import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./app"
import { LocaleProvider } from "./locale"
import "@taiwan-payments/storefront/styles.css"
import "./styles/base.css"
import "./styles/parts.css"
import "./styles/pages.css"

const place = document.getElementById("shop")
if (!place) throw new Error("The page has no place for the shop.")
createRoot(place).render(
  <StrictMode>
    <LocaleProvider>
      <App />
    </LocaleProvider>
  </StrictMode>,
)
