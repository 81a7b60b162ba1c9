import "./office/inbox"
import "./office/payment-links"
