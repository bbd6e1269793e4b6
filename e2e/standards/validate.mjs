// Holds what a house says in the words of other portals against their
// standards, and prints one line a fault. node validate.mjs BASE slug,slug,…
import { readFileSync } from 'node:fs';
import { Validator as OpenAPI } from '@seriousme/openapi-schema-validator';
import datapackage from 'datapackage';
import jsonld from 'jsonld';
import { Parser, Store } from 'n3';
import SHACL from 'rdf-validate-shacl';

const [base, list] = process.argv.slice(2);
const slugs = list.split(',');
const faults = [];
const told = [];

async function get(path, kind) {
  const answer = await fetch(base + path);
  const type = answer.headers.get('content-type') ?? '';
  if (answer.status !== 200 || !type.startsWith(kind)) faults.push(`${path}: ${answer.status} ${type}, want 200 ${kind}`);
  return answer.text();
}

const graph = (text) => new Store(new Parser({ baseIRI: base }).parse(text));
const shapes = graph(readFileSync(new URL('shapes.ttl', import.meta.url), 'utf8'));
const shacl = new SHACL(shapes);

async function turtle(path) {
  const store = graph(await get(path, 'text/turtle'));
  const report = await shacl.validate(store);
  for (const r of report.results) faults.push(`${path}: ${r.focusNode?.value} ${r.path?.value}: ${r.message.map((m) => m.value).join(' ')}`);
  told.push(`${path}: ${store.size} triples, ${report.results.length} violations`);
  return store;
}

// A catalogue without its titles must not pass: else the shapes see nothing.
async function untitled(store) {
  const bad = new Store(store.getQuads().filter((q) => q.predicate.value !== 'http://purl.org/dc/terms/title'));
  if ((await shacl.validate(bad)).conforms) faults.push('the shapes accept a catalogue without titles');
}

// The same triples in both notations.
async function linked(path, store) {
  const doc = JSON.parse(await get(path, 'application/ld+json'));
  const other = graph(await jsonld.toRDF(doc, { format: 'application/n-quads' }));
  if (other.size !== store.size) faults.push(`${path}: ${other.size} triples, Turtle has ${store.size}`);
}

async function pack(slug) {
  const path = `/data/${slug}/datapackage.json`;
  const p = await datapackage.Package.load(JSON.parse(await get(path, 'application/json')));
  if (!p.valid) faults.push(...p.errors.map((e) => `${path}: ${e.message}`));
  const rows = await p.resources[0].read({ limit: 500 }).catch((e) => {
    faults.push(`${path}: ${e.message} ${(e.errors ?? []).map((x) => x.message).join(' ')}`);
    return [];
  });
  told.push(`${path}: valid, ${rows.length} rows cast`);
}

async function openapi() {
  const result = await new OpenAPI().validate(JSON.parse(await get('/api/v1/openapi.json', 'application/json')));
  if (!result.valid) faults.push(`/api/v1/openapi.json: ${JSON.stringify(result.errors)}`);
  told.push('/api/v1/openapi.json: valid');
}

await openapi();
const catalogue = await turtle('/catalog.ttl');
await untitled(catalogue);
await linked('/catalog.jsonld', catalogue);
for (const slug of slugs) {
  await linked(`/data/${slug}.jsonld`, await turtle(`/data/${slug}.ttl`));
  await pack(slug);
}
for (const line of told) console.log(line);
for (const line of faults) console.error(line);
process.exitCode = faults.length > 0 ? 1 : 0;
