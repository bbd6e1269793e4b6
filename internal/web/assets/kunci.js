// Passkeys in the browser. A form marked data-kunci asks the house for a
// challenge, shows it to the browser's key, and sends the answer with the form.
const base64 = {
  to: (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  from: (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)),
}

async function begin(purpose) {
  const answer = await fetch('/masuk/kunci?untuk=' + purpose, { method: 'POST', headers: { Accept: 'application/json' } })
  const body = await answer.json()
  if (!answer.ok) throw new Error(body.detail)
  return body
}

async function show(options) {
  const key = options.publicKey
  key.challenge = base64.from(key.challenge)
  key.allowCredentials = (key.allowCredentials ?? []).map((c) => ({ ...c, id: base64.from(c.id) }))
  const c = await navigator.credentials.get({ publicKey: key })
  const r = c.response
  return JSON.stringify({
    id: c.id, rawId: base64.to(c.rawId), type: c.type, clientExtensionResults: c.getClientExtensionResults(),
    response: {
      clientDataJSON: base64.to(r.clientDataJSON), authenticatorData: base64.to(r.authenticatorData),
      signature: base64.to(r.signature), userHandle: r.userHandle ? base64.to(r.userHandle) : null,
    },
  })
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll('form[data-kunci]')) {
    const button = form.querySelector('[data-kunci-tombol]')
    const fault = form.querySelector('[data-kunci-galat]')
    button.closest('[hidden]')?.removeAttribute('hidden')
    button.addEventListener('click', async () => {
      fault.hidden = true
      try {
        const { rujukan, pilihan } = await begin(form.dataset.kunci)
        form.elements._kunci.value = await show(pilihan)
        form.elements._rujukan.value = rujukan
        form.submit()
      } catch (error) {
        fault.textContent = error.name === 'NotAllowedError' ? button.dataset.batal ?? error.message : error.message
        fault.hidden = false
      }
    })
  }
}
