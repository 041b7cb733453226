import { createHash } from 'node:crypto';
import { contentType } from '../../electron/shell/manifest.ts';
import type { Manifest } from '../../electron/shell/manifest.ts';

/** A page without the application: each attempt against the window runs in its served script, where the content policy speaks, and is reported through the bridge. The policy reports on its own thread: an attempt it must refuse waits for its report, up to 20 s. */
const PROBE = `
const said = [];
document.addEventListener('securitypolicyviolation', (event) => said.push(event.effectiveDirective));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const POLICED = ['eval', 'function', 'innerHTML', 'inlineScript', 'styleAttribute', 'fetch', 'fetchOwn', 'beacon', 'image', 'imageData', 'sound', 'soundOwn', 'frame', 'frameOwn', 'worker', 'form'];
async function attempt(name, act) {
  said.length = 0;
  let outcome;
  try { outcome = String(await act()); } catch (error) { outcome = error.name; }
  for (let waited = 0; POLICED.includes(name) && said.length === 0 && waited < 20000; waited += 20) await wait(20);
  await wait(30);
  return [name, { outcome, violations: [...new Set(said)] }];
}
const frame = (address) => { const element = document.createElement('iframe'); element.src = address; document.body.append(element); };
const attempts = {
  eval: () => eval('1'),
  function: () => new Function('return 1')(),
  innerHTML: () => { document.body.innerHTML = '<p>x</p>'; },
  inlineScript: () => { const element = document.createElement('script'); element.textContent = 'window.ran = 1'; document.body.append(element); return window.ran; },
  styleAttribute: () => document.body.setAttribute('style', 'color: red'),
  fetch: () => fetch('https://elsewhere.invalid/x'),
  fetchOwn: () => fetch('/index.html'),
  beacon: () => navigator.sendBeacon('https://elsewhere.invalid/x', 'x'),
  image: () => { const element = new Image(); element.src = 'https://elsewhere.invalid/x.png'; document.body.append(element); },
  imageData: () => { const element = new Image(); element.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='; document.body.append(element); },
  sound: () => { new Audio('https://elsewhere.invalid/x.wav').load(); },
  soundOwn: () => { new Audio('/x.wav').load(); },
  frame: () => frame('https://elsewhere.invalid/'),
  frameOwn: () => frame('/index.html'),
  worker: () => new Worker(URL.createObjectURL(new Blob(['1']))),
  form: () => { const element = document.createElement('form'); element.action = 'https://elsewhere.invalid/'; element.method = 'post'; document.body.append(element); element.submit(); },
  open: () => window.open('https://elsewhere.invalid/'),
  openOwn: () => window.open('/'),
  serviceWorker: async () => { await navigator.serviceWorker.register('/probe.js'); return navigator.serviceWorker.controller; },
  socket: () => new Promise((done) => { const socket = new WebSocket('wss://elsewhere.invalid/'); socket.onopen = () => done('open'); socket.onclose = () => done('closed'); socket.onerror = () => done('closed'); }),
  peer: async () => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:elsewhere.invalid:3478' }] });
    let candidates = 0;
    peer.onicecandidate = (event) => { if (event.candidate && event.candidate.candidate !== "") candidates += 1; };
    peer.createDataChannel('x');
    await peer.setLocalDescription(await peer.createOffer());
    await wait(300);
    return candidates;
  },
  clipboardRead: () => navigator.clipboard.readText(),
  geolocation: () => new Promise((done) => navigator.geolocation.getCurrentPosition(() => done('granted'), () => done('denied'))),
  camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
  notification: () => Notification.requestPermission(),
  print: () => window.print(),
  require: () => typeof require + ' ' + typeof process,
  bridge: () => Object.keys(window.sutura).join() + ' ' + Object.isFrozen(window.sutura) + ' ' + typeof window.suturaBinding,
  replaceBridge: () => { 'use strict'; window.sutura = null; },
  standalone: () => matchMedia('(display-mode: standalone)').matches,
  crossWindow: () => window.opener,
};
window.addEventListener('keydown', (event) => window.keys.push([event.key, event.defaultPrevented]));
window.keys = [];
window.events = [];
window.sutura.listen((message) => window.events.push(message));
window.sutura.listen((message) => { if (message === '{"event":"cover"}' && window.drawsCover) document.title = 'Calendrier'; });
addEventListener('hashchange', () => {
  if (location.hash.startsWith('#/impression')) document.documentElement.dataset.print = 'ready'; else delete document.documentElement.dataset.print;
});
window.runProbe = async () => {
  await wait(50);
  const results = [];
  for (const [name, act] of Object.entries(attempts)) results.push(await attempt(name, act));
  return window.sutura.call(JSON.stringify({ name: 'probe', results: Object.fromEntries(results) }));
};
`;

const HTML = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Sutura</title><script src="/probe.js" defer></script></head>
<body><main><h1>Page d’essai</h1><input id="word" aria-label="Mot"><a id="mail" href="mailto:personne@exemple.invalid">mailto</a>
<a id="outside" href="https://elsewhere.invalid/">dehors</a><a id="blank" href="/" target="_blank">autre</a><a id="save" href="data:text/plain,x" download="x.txt">garder</a></main></body></html>`;

export type Attempt = { readonly outcome: string; readonly violations: readonly string[] };

export function probeManifest(): Manifest {
  return new Map(Object.entries({ 'index.html': HTML, 'probe.js': PROBE }).map(([path, text]) => [path, asset(path, text)]));
}

function asset(path: string, text: string): { bytes: Buffer; type: string; sha256: string } {
  const bytes = Buffer.from(text);
  return { bytes, type: contentType(path), sha256: createHash('sha256').update(bytes).digest('hex') };
}
