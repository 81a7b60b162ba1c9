/* The sheet of a phone's wallet: which card, yes or no. */
;(() => {
  const { app, request } = JSON.parse(decodeURIComponent(location.hash.slice(1)))
  const form = document.getElementById("sheet-form")
  const { slug } = document.body.dataset
  const amount = document.getElementById("sheet-amount")
  if (request.price) amount.textContent = `${request.currency ?? "TWD"} ${request.price}`

  async function prime() {
    const body = { app_id: app.id, app_key: app.key, card_number: form.elements.card.value }
    const response = await fetch(`/payment/${slug}/${app.server}/get-prime`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
    return response.json()
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const result = event.submitter.value === "approve" ? await prime() : { status: 401, msg: "Request cancel" }
    parent.postMessage({ event: "sheet", result }, "*")
  })
})()
