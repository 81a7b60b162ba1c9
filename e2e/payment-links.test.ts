import "./payment-links/orders"
import "./payment-links/after"
import "./payment-links/drafts"
import "./payment-links/returns"
