// Walks the ways of a pupil on a cheap phone: 360 px, 400 kbit/s, 400 ms, a slow
// processor; with JavaScript and without. Times are told, never judged.
// usage: node journeys.mjs http://localhost:8080 folder-for-pictures
import { mkdir, readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const [base, pictures] = process.argv.slice(2);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

let faults = 0;
const say = (ok, text) => { if (!ok) faults++; console.log(`${ok ? 'ok  ' : 'FAIL'} ${text}`); };

await mkdir(pictures, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
for (const script of [true, false]) {
  await walk('cari-unduh', script, findAndTake);
  await walk('saring-kutip', script, filterAndCite);
  await walk('banding-versi', script, compareVersions);
  await walk('kutip-angka', script, quoteFigure);
}
await browser.close();
console.log(`${faults} failed`);
process.exit(faults ? 1 : 0);

// walk opens a phone on a thin link and hands it to a journey, which tells what
// it saw; each of its stops is a picture.
async function walk(name, javaScriptEnabled, journey) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled, acceptDownloads: true, locale: 'id-ID' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 });
  await wire.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const label = `${name}${javaScriptEnabled ? '' : ' tanpa JavaScript'}`;
  let stop = 0;
  const picture = () => page.screenshot({ path: `${pictures}/${name}-${++stop}${javaScriptEnabled ? '' : '-tanpa-js'}.png`, fullPage: true });
  const begun = Date.now();
  try {
    const told = await journey(page, picture);
    say(told.ok, `${label}: ${told.text}, ${Math.round((Date.now() - begun) / 100) / 10} s`);
  } catch (e) {
    await picture().catch(() => {});
    say(false, `${label}: ${e.message.split('\n')[0]} at ${page.url()}`);
  }
  await context.close();
}

// rows are the words of the table of a page.
function rows(page) { return page.locator('#tabel tbody tr').allInnerTexts(); }

// findAndTake: front page, search, dataset, workbook; at most three clicks.
async function findAndTake(page, picture) {
  await page.goto(base + '/');
  await picture();
  let clicks = 0;
  const click = async (target) => { clicks++; await target.click(); };
  const search = page.locator('main form[role=search]').first();
  await search.locator('input[name=q]').fill('padi');
  await click(search.getByRole('button'));
  await picture();
  await click(page.getByRole('main').getByRole('link', { name: /^Produksi padi/ }).first());
  await picture();
  const [download] = await Promise.all([page.waitForEvent('download'), click(page.getByRole('link', { name: /xlsx/i }).first())]);
  const bytes = await readFile(await download.path());
  const file = download.suggestedFilename();
  return { ok: clicks <= 3 && /^contoh-produksi-padi-v\d+\.xlsx$/.test(file) && bytes.subarray(0, 2).toString() === 'PK', text: `${clicks} clicks, ${file}, ${bytes.length} bytes` };
}

// filterAndCite: a filter by form, its citation opened: the same selection.
async function filterAndCite(page, picture) {
  await page.goto(base + '/data/produksi-padi');
  const form = page.locator('form', { has: page.locator('select[name=tahun]') }).first();
  await form.locator('select[name=tahun]').selectOption({ index: 2 });
  await Promise.all([page.waitForURL(/tahun=20\d\d/, { waitUntil: 'load' }), form.getByRole('button').first().click()]);
  const before = await rows(page);
  await picture();
  const address = /https?:\/\/\S+versi=\S+/.exec(await page.locator('#kutip').locator('xpath=ancestor::section').innerText())[0];
  await page.goto(address);
  const after = await rows(page);
  await picture();
  const same = before.length > 0 && before.join('\n') === after.join('\n');
  return { ok: same && address.includes('tahun='), text: `${before.length} rows, ${after.length} at the cited address ${address.slice(base.length)}` };
}

// compareVersions: from the list of versions to what differs.
async function compareVersions(page, picture) {
  await page.goto(base + '/data/produksi-padi');
  await Promise.all([page.waitForURL(/\/beda\?/, { waitUntil: 'load' }), page.locator('a[href*="/beda?"]').first().click()]);
  await picture();
  const text = await page.getByRole('main').innerText();
  const changed = await page.locator('main table tbody tr').count();
  return { ok: changed > 0 && /Kapuas/.test(text), text: `${changed} rows differ` };
}

// quoteFigure: a figure of the front page gets an address of its own.
async function quoteFigure(page, picture) {
  await page.goto(base + '/');
  await page.getByRole('link', { name: /^Kutip angka ini/ }).first().click();
  await picture();
  const give = page.locator('main form[method=post] button').first();
  if (await give.count() > 0) await give.click(); // else somebody quoted it before: its address stands there
  else await page.locator('main a[href*="/a/"]').first().click();
  await page.waitForURL(/\/a\/[a-z2-7]+$/);
  await picture();
  const status = (await page.request.get(page.url())).status();
  return { ok: status === 200, text: `${page.url().slice(base.length)}` };
}
