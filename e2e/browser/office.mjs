// Walks the way of a province's first data: first start, admin with a passkey,
// people by workbook, a delivery returned, mended, signed by two offices, public,
// withdrawn and put back. Each person has a browser of his own.
// usage: node office.mjs http://localhost:8080 folder-for-pictures first-code workbook.xlsx
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const [base, pictures, firstCode, workbook] = process.argv.slice(2);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

let faults = 0;
const say = (ok, text) => { if (!ok) faults++; console.log(`${ok ? 'ok  ' : 'FAIL'} ${text}`); };

await mkdir(pictures, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
try {
  await walk();
} catch (e) {
  say(false, e.stack.split('\n').slice(0, 6).join(' | '));
}
await browser.close();
console.log(`${faults} failed`);
process.exit(faults ? 1 : 0);

// person opens a browser with a device that keeps passkeys.
async function person(name) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'id-ID' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (e) => say(false, `${name}: ${e.message}`));
  const wire = await context.newCDPSession(page);
  await wire.send('WebAuthn.enable');
  const { authenticatorId } = await wire.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  let stop = 0;
  return {
    name, context, page, wire, authenticatorId,
    picture: () => page.screenshot({ path: `${pictures}/kantor-${name}-${++stop}.png`, fullPage: true }),
  };
}

// go presses a button that leads to another page.
async function go(p, target) {
  try {
    await Promise.all([p.page.waitForEvent('load'), target.click()]);
  } catch (e) {
    await p.picture().catch(() => {});
    throw new Error(`${p.name} at ${p.page.url()}: ${e.message.split('\n')[0]}: ${(await p.page.locator('main').innerText()).slice(0, 500)}`);
  }
}

function form(p, ending) { return p.page.locator(`form[action$="${ending}"]`).first(); }
function submit(p, ending) { return go(p, form(p, ending).locator('button').last()); }

// confirmed presses a button that a strong permission may hold back, and shows the
// passkey where it is asked for.
async function confirmed(p, press) {
  await press();
  const key = p.page.locator('form[data-kunci=lagi] [data-kunci-tombol]');
  if (await key.count()) {
    await go(p, key);
    return true;
  }
  return false;
}

// makePasskey sets up a passkey on the page of one's means.
async function makePasskey(p) {
  await p.page.fill('#nama-kunci', `Ponsel ${p.name}`);
  await go(p, p.page.locator('form[data-kunci=tambah] [data-kunci-tombol]'));
  await submit(p, '/akun/selesai');
}

// activate begins with a code of a letter.
async function activate(p, mail, code) {
  await p.page.goto(`${base}/masuk/aktifkan`);
  await p.page.fill('#akun', mail);
  await p.page.fill('#kode', code);
  await submit(p, '/masuk/aktifkan');
  say(p.page.url() === `${base}/akun/siapkan`, `${p.name} activates: ${p.page.url()}`);
}

// signIn comes back with the passkey.
async function signIn(p) {
  await p.page.goto(`${base}/masuk`);
  await go(p, p.page.locator('form[data-kunci=masuk] [data-kunci-tombol]'));
}

async function walk() {
  const admin = await person('admin');
  await admin.page.goto(`${base}/masuk/pertama`);
  await admin.page.fill('#nama', "Yusuf Ja'far");
  await admin.page.fill('#akun', 'yusuf@uji.example');
  await admin.page.fill('#kode', firstCode);
  await submit(admin, '/masuk/pertama');
  await makePasskey(admin);
  await admin.picture();
  say(admin.page.url() === `${base}/kerja`, `first start code, admin with a passkey: ${admin.page.url()}`);
  const again = await person('penyusup');
  await again.page.goto(`${base}/masuk/pertama`);
  await again.page.fill('#nama', 'Penyusup');
  await again.page.fill('#akun', 'penyusup@uji.example');
  await again.page.fill('#kode', firstCode);
  await submit(again, '/masuk/pertama');
  say(again.page.url().endsWith('/masuk/pertama'), 'the first code works once');

  await go(admin, admin.page.locator('form[action="/keluar"] button'));
  await signIn(admin);
  say(admin.page.url() === `${base}/kerja`, `the admin comes back with the passkey: ${admin.page.url()}`);

  await admin.page.goto(`${base}/kerja/daftar`);
  await admin.page.locator('form[action$="/kerja/daftar"] input[type=file]').setInputFiles(workbook);
  await submit(admin, '/kerja/daftar');
  await admin.picture();
  await confirmed(admin, () => submit(admin, '/terapkan'));
  await confirmed(admin, () => submit(admin, '/surat'));
  const letters = await lettersOf(admin);
  await admin.picture();
  say(Object.keys(letters).length === 4, `four letters from one workbook: ${Object.keys(letters)}`);
  say(await admin.page.locator('b', { hasText: 'Lain' }).count() === 0, 'markup in a name stays text');

  const rina = await person('rina');
  await activate(rina, 'rina@uji.example', letters['rina@uji.example']);
  const secret = 'gambut sungai perahu rotan';
  await go(rina, rina.page.locator('main a[href="/akun/sandi"]'));
  await rina.page.fill('#sandi', secret);
  await rina.page.fill('#sandi2', secret);
  await submit(rina, '/akun/sandi');
  await go(rina, rina.page.locator('main a[href="/akun/kode"]'));
  await submit(rina, '/akun/kode');
  const sheet = await rina.page.locator('.Codes li').allInnerTexts();
  await rina.picture();
  await submit(rina, '/akun/selesai');
  say(sheet.length === 10 && rina.page.url() === `${base}/kerja`, `the operator has a password and ${sheet.length} printed codes`);
  await go(rina, rina.page.locator('form[action="/keluar"] button'));
  await rina.page.fill('#akun', 'rina@uji.example');
  await rina.page.fill('#sandi', secret);
  await rina.page.fill('#kode', sheet[0]);
  await submit(rina, '/masuk');
  say(rina.page.url() === `${base}/kerja`, `signs in with password and a printed code: ${rina.page.url()}`);
  await rina.picture();

  const budi = await person('budi');
  await activate(budi, 'budi@uji.example', letters['budi@uji.example']);
  await makePasskey(budi);
  const maya = await person('maya');
  await activate(maya, 'maya@uji.example', letters['maya@uji.example']);
  await makePasskey(maya);
  const tono = await person('tono');
  await activate(tono, 'tono@uji.example', letters['tono@uji.example']);
  await makePasskey(tono);

  const first = await send(rina, 'tahun,wilayah,produksi_ton\n2023,Kabupaten Katingan,100\n2024,Kabupaten Katingan,10000\n');
  await settle(rina, first);
  await rina.picture();
  await submit(rina, '/ajukan');
  await rina.page.goto(first);
  const own = await rina.page.locator('form[action$="/setujui"], form[action$="/benarkan"]').count();
  say(own === 0, 'the sender sees no way to sign');
  const forged = [];
  for (const act of ['setujui', 'benarkan']) forged.push(await byHand(rina, first, act));
  say(forged.every((status) => [401, 403, 404, 409].includes(status)), `the sender cannot sign by hand either: ${forged}`);
  const strange = await tono.page.goto(first);
  say(strange.status() === 404, `another agency's operator: ${strange.status()}`);

  await maya.page.goto(`${base}/kerja`);
  await maya.picture();
  await maya.page.goto(first);
  await maya.picture();
  const back = form(maya, '/kembalikan');
  await maya.page.locator('details', { has: maya.page.locator('form[action$="/kembalikan"]') }).first().evaluate((d) => { d.open = true; });
  await back.locator('textarea, input[name=alasan]').first().fill('Baris 3: 10000 ton, seratus kali tahun lalu. <script>alert(1)</script>');
  await confirmed(maya, () => submit(maya, '/kembalikan'));
  say(/dikembalikan/i.test(await maya.page.locator('main').innerText()), 'the walidata returns it with a reason');

  await rina.page.goto(first);
  say((await rina.page.locator('main').innerText()).includes('<script>alert(1)</script>'), 'the sender reads the reason, markup and all, as text');
  await rina.page.goto(`${base}/kerja`);
  await rina.picture();
  await rina.page.goto(first);
  const replace = rina.page.locator('a[href*="ganti="]').first();
  await go(rina, replace);
  const second = await upload(rina, 'tahun,wilayah,produksi_ton\n2023,Kabupaten Katingan,100\n2024,Kabupaten Katingan,104\n');
  await settle(rina, second);
  await submit(rina, '/ajukan');

  await budi.page.goto(second);
  await confirmed(budi, () => submit(budi, '/benarkan'));
  say(await budi.page.locator('form[action$="/benarkan"]').count() === 0, 'the agency\'s verifier confirms the figures');
  await maya.page.goto(second);
  const preview = maya.page.locator('a[href*="batch="]').first();
  const seen = await maya.page.goto(base + new URL(await preview.getAttribute('href'), base).pathname + new URL(await preview.getAttribute('href'), base).search);
  await maya.picture();
  say(seen.status() === 200 && /Pratinjau/.test(await maya.page.locator('main').innerText()), `a preview before it is public: ${seen.status()}`);
  const slug = new URL(maya.page.url()).pathname.split('/').pop();
  const public1 = await (await browser.newContext()).newPage();
  say((await public1.goto(`${base}/data/${slug}`)).status() === 404, 'nobody else sees it yet');
  say((await public1.goto(maya.page.url())).status() !== 200 || public1.url().includes('/masuk'), 'nor the preview');

  await maya.page.goto(second);
  const asked = await confirmed(maya, () => submit(maya, '/setujui'));
  await maya.picture();
  const status = await published(public1, slug);
  say(status === 200, `approved${asked ? ' with the second factor' : ''}, and on the public page: ${status}`);
  await public1.screenshot({ path: `${pictures}/kantor-publik-1.png`, fullPage: true });
  await public1.goto(`${base}/data/${slug}/keputusan`);
  const log = await public1.locator('main').innerText();
  await public1.screenshot({ path: `${pictures}/kantor-publik-2.png`, fullPage: true });
  say(log.includes('Dinas Perkebunan') && !/Rina|Budi|Maya|uji\.example/.test(log), 'the public log names offices, never people');

  await maya.page.goto(`${base}/kerja/data/${slug}`);
  const begun = Date.now();
  await maya.page.locator('details', { has: maya.page.locator('form[action$="/tarik"]') }).first().evaluate((d) => { d.open = true; }).catch(() => {});
  await form(maya, '/tarik').locator('textarea, input[name=alasan]').first().fill('Angka 2024 keliru.');
  await confirmed(maya, () => submit(maya, '/tarik'));
  const gone = await until(public1, `${base}/data/${slug}?versi=1`, 410);
  say(gone === 410, `withdrawn: ${gone}`);
  await maya.page.goto(`${base}/kerja/data/${slug}`);
  await maya.page.locator('details', { has: maya.page.locator('form[action$="/pulihkan"]') }).first().evaluate((d) => { d.open = true; }).catch(() => {});
  await form(maya, '/pulihkan').locator('textarea, input[name=alasan]').first().fill('Sudah diperiksa: benar.');
  await confirmed(maya, () => submit(maya, '/pulihkan'));
  const there = await until(public1, `${base}/data/${slug}?versi=1`, 200);
  say(there === 200, `and back after ${Math.round((Date.now() - begun) / 100) / 10} s`);
}

// byHand sends a form that the page does not offer, with what it shows, and answers
// the status.
async function byHand(p, address, act) {
  await p.page.goto(address);
  const [answer] = await Promise.all([
    p.page.waitForResponse((r) => r.request().method() === 'POST'),
    p.page.waitForEvent('load'),
    p.page.evaluate(({ path }) => {
      const own = document.querySelector('form input[name=isi]').form.cloneNode(true);
      own.action = path;
      document.body.append(own);
      HTMLFormElement.prototype.submit.call(own);
    }, { path: `${new URL(address).pathname}/${act}` }),
  ]);
  return answer.status();
}

// lettersOf are the codes of the printed letters, by mail.
async function lettersOf(p) {
  const found = {};
  for (const letter of await p.page.locator('.Letter').all()) {
    const words = await letter.locator('.Letter-big').allInnerTexts();
    found[words[1].trim()] = words[2].trim();
  }
  return found;
}

// send describes a new dataset and uploads its first file; it answers the address
// of the delivery.
async function send(p, csv) {
  await p.page.goto(`${base}/kerja/kirim`);
  await go(p, p.page.locator('a[href*="/kerja/kirim/baru"]').first());
  for (const [name, value] of Object.entries({ judul: 'Produksi karet', topik: 'Perkebunan', ringkasan: 'Produksi karet menurut kabupaten.', sumber: 'Laporan kabupaten' })) {
    const field = p.page.locator(`[name="${name}"]`);
    if (await field.count()) await field.first().fill(value);
  }
  return upload(p, csv);
}

async function upload(p, csv) {
  await p.page.locator('input[name=berkas]').setInputFiles({ name: '../../karet 2024.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await go(p, p.page.locator('main form button').last());
  const there = /^.*\/kerja\/kiriman\/[0-9a-f-]+/.exec(p.page.url());
  if (!there) {
    await p.picture();
    throw new Error(`sending led to ${p.page.url()}: ${(await p.page.locator('main').innerText()).slice(0, 300)}`);
  }
  return there[0];
}

// settle waits until the machine has read a delivery.
async function settle(p, address) {
  for (let i = 0; i < 300; i++) {
    await p.page.goto(address);
    if (await p.page.locator('form[action$="/ajukan"]').count()) return;
    await p.page.waitForTimeout(200);
  }
  throw new Error(`not ready to be submitted: ${(await p.page.locator('main').innerText()).slice(0, 400)}`);
}

async function until(page, address, status) {
  let got = 0;
  for (let i = 0; i < 300 && got !== status; i++) {
    got = (await page.goto(address)).status();
    if (got !== status) await page.waitForTimeout(200);
  }
  return got;
}

function published(page, slug) { return until(page, `${base}/data/${slug}`, 200); }
