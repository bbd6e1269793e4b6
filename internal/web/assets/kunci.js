// Passkeys in the browser. A form marked data-kunci asks the house for a
// challenge, shows it to the device, and sends the answer with its own fields.
const places = { masuk: '/masuk/kunci', lagi: '/masuk/kunci?untuk=lagi', tambah: '/akun/kunci/mulai' }

const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
const withBytes = (list) => (list ?? []).map((c) => ({ ...c, id: toBytes(c.id) }))

async function begin(place) {
  const answer = await fetch(place, { method: 'POST', headers: { Accept: 'application/json' } })
  if (!answer.headers.get('Content-Type')?.startsWith('application/json')) return location.reload()
  const body = await answer.json()
  if (!answer.ok) throw new Error(body.detail)
  return body
}

async function show(key) {
  const c = await navigator.credentials.get({
    publicKey: { ...key, challenge: toBytes(key.challenge), allowCredentials: withBytes(key.allowCredentials) },
  })
  const r = c.response
  return {
    ...plain(c),
    response: {
      clientDataJSON: toText(r.clientDataJSON), authenticatorData: toText(r.authenticatorData), signature: toText(r.signature),
      userHandle: r.userHandle ? toText(r.userHandle) : null,
    },
  }
}

async function make(key) {
  const c = await navigator.credentials.create({
    publicKey: {
      ...key, challenge: toBytes(key.challenge), user: { ...key.user, id: toBytes(key.user.id) }, excludeCredentials: withBytes(key.excludeCredentials),
    },
  })
  const r = c.response
  return {
    ...plain(c),
    response: { clientDataJSON: toText(r.clientDataJSON), attestationObject: toText(r.attestationObject), transports: r.getTransports?.() ?? [] },
  }
}

const plain = (c) => ({
  id: c.id, rawId: toText(c.rawId), type: c.type, authenticatorAttachment: c.authenticatorAttachment ?? undefined,
  clientExtensionResults: c.getClientExtensionResults(),
})

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll('form[data-kunci]')) {
    const button = form.querySelector('[data-kunci-tombol]')
    const fault = form.querySelector('[data-kunci-galat]')
    button.closest('[hidden]')?.removeAttribute('hidden')
    button.addEventListener('click', async () => {
      fault.hidden = true
      button.disabled = true
      try {
        const purpose = form.dataset.kunci
        const { rujukan, pilihan } = await begin(places[purpose])
        const answer = purpose === 'tambah' ? await make(pilihan.publicKey) : await show(pilihan.publicKey)
        form.elements._kunci.value = JSON.stringify(answer)
        form.elements._rujukan.value = rujukan
        form.submit()
      } catch (error) {
        fault.textContent = error instanceof DOMException && button.dataset.batal ? button.dataset.batal : error.message
        fault.hidden = false
      }
      button.disabled = false
    })
  }
}
