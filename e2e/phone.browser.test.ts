import "./phone/shop"
import "./phone/encrypted-forms"
import "./phone/tappay"
import "./phone/wallets"
