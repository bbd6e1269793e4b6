// Passkeys in the browser. A form marked data-kunci asks the house for a
// challenge, shows it to the device, and sends the answer with its own fields:
// "masuk" at the door, "lagi" to show a key again, "tambah" to make one. What went
// wrong is told in the words of the form (data-batal, data-gagal, …).
const places = { masuk: '/masuk/kunci', lagi: '/masuk/kunci?untuk=lagi', tambah: '/akun/kunci/mulai' }

const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
const withBytes = (list) => (list ?? []).map((c) => ({ ...c, id: toBytes(c.id) }))

const plain = (c) => ({
  id: c.id, rawId: toText(c.rawId), type: c.type, authenticatorAttachment: c.authenticatorAttachment ?? undefined,
  clientExtensionResults: c.getClientExtensionResults(),
})

// A Said error carries a sentence of the house.
class Said extends Error {}

async function begin(place) {
  const answer = await fetch(place, { method: 'POST', headers: { Accept: 'application/json' } })
  if (!answer.headers.get('Content-Type')?.startsWith('application/json')) {
    location.reload() // the session has ended: the house says so
    return new Promise(() => {})
  }
  const body = await answer.json()
  if (!answer.ok) throw new Said(body.detail)
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

// reason is why there is no answer. Browsers do not tell a press on "cancel" from a
// device that has no key, lest pages learn which keys there are.
function reason(error, words) {
  if (error instanceof Said) return error.message
  const word = { NotAllowedError: 'batal', AbortError: 'batal', InvalidStateError: 'sudah', SecurityError: 'tempat', TypeError: 'putus' }[error.name] ?? 'gagal'
  return words[word] ?? words.batal ?? error.message
}

for (const form of document.querySelectorAll('form[data-kunci]')) {
  const button = form.querySelector('[data-kunci-tombol]')
  const fault = form.querySelector('[data-kunci-galat]')
  if (!button || !fault) continue
  const words = { ...form.dataset, ...button.dataset }
  const tell = (text) => { fault.textContent = text; fault.hidden = !text }
  if (!window.PublicKeyCredential) {
    tell(words.tanpa ?? '')
    continue
  }
  button.closest('[hidden]')?.removeAttribute('hidden')
  button.disabled = false
  button.addEventListener('click', async () => {
    tell('')
    button.disabled = true
    try {
      const { rujukan, pilihan } = await begin(words.mulai ?? places[words.kunci])
      const answer = words.kunci === 'tambah' ? await make(pilihan.publicKey) : await show(pilihan.publicKey)
      form.elements._kunci.value = JSON.stringify(answer)
      form.elements._rujukan.value = rujukan
      form.submit()
    } catch (error) {
      tell(reason(error, words))
      button.disabled = false
    }
  })
}

// Two quick presses send a form once.
for (const form of document.querySelectorAll('form[method=post]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.terkirim) event.preventDefault()
    form.dataset.terkirim = 'ya'
  })
}
addEventListener('pageshow', (event) => {
  if (!event.persisted) return
  for (const form of document.forms) delete form.dataset.terkirim
})
