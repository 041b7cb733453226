import type { SecurityStatusLine } from '../../../shared/contract/securityStatus.ts';
import type { Text } from '../../../shared/text.ts';
import type { Host } from '../../host.ts';
import { deviceOf, readMachine, type MachineReadings } from '../../profile/machine.ts';
import { LEAST_FREE } from '../../profile/room.ts';
import { readWindow } from '../../shell/windowReadings.ts';
import type { Protection } from '../../shell/shell.ts';

/** The protections around the window that is drawn now: reported by the shell, and read from the program that draws it. */
export function windowLines(host: Host): SecurityStatusLine[] {
  const protections = host.protections?.() ?? [];
  const window = readWindow();
  return [
    ...PROTECTIONS.map(({ name, what, holds, fails }): SecurityStatusLine => {
      const reported = protections.find((one) => one.name === name);
      if (reported === undefined) return { what, state: 'unknown', finding: UNKNOWN };
      return { what, state: reported.holds ? 'holds' : 'attention', finding: reported.holds ? holds : fails };
    }),
    {
      what: { fr: 'Réglages de sécurité lus sur le programme qui dessine', en: 'Security settings read from the program that draws' },
      state: window === null ? 'unknown' : window.set === window.expected ? 'holds' : 'attention',
      finding: window === null ? UNKNOWN : { fr: `${window.set} sur ${window.expected}`, en: `${window.set} of ${window.expected}` },
    },
    {
      what: { fr: 'Pages dont les appels au système sont filtrés', en: 'Pages whose system calls are filtered' },
      state: window === null || window.pages === 0 ? 'unknown' : window.filtered === window.pages ? 'holds' : 'attention',
      finding:
        window === null || window.pages === 0
          ? UNKNOWN
          : { fr: `${window.filtered} sur ${window.pages}`, en: `${window.filtered} of ${window.pages}` },
    },
    judged(
      { fr: 'Copie de la mémoire de la fenêtre en cas de panne', en: 'Copy of the window’s memory after a crash' },
      CORE[window === null || window.coreOff === null ? 'unknown' : window.coreOff ? 'off' : 'on'],
    ),
    judged(
      { fr: 'Réseau du programme qui dessine, lu à l’instant', en: 'Network of the program that draws, read just now' },
      NETWORK[window === null || window.apart === null ? 'unknown' : window.apart ? 'apart' : 'shared'],
    ),
  ];
}

/** What this machine reports of its own disk and memory (security §5.4): none of it is a condition for use. */
export function machineLines(host: Host): SecurityStatusLine[] {
  const read = readMachine(deviceOf(host.profile));
  return [
    judged({ fr: 'Disque chiffré par le système', en: 'Disk encrypted by the system' }, DISK[read.disk]),
    judged({ fr: 'Mémoire mise de côté sur le disque', en: 'Memory put aside on the disk' }, SWAP[read.swap]),
    judged({ fr: 'Copie de la mémoire en cas de panne', en: 'Copy of the memory after a crash' }, CORE[read.coreDumps]),
    roomLine(host),
    {
      what: { fr: 'Emplacement de l’installation', en: 'Place of the installation' },
      state: host.place === null ? 'holds' : 'attention',
      finding: host.place === null ? { fr: 'disque de cet ordinateur', en: 'disk of this computer' } : PLACES[host.place],
    },
  ];
}

function roomLine(host: Host): SecurityStatusLine {
  const what = { fr: 'Place libre', en: 'Free space' };
  try {
    const free = host.freeBytes();
    const megabytes = Math.floor(free / 1_000_000);
    return { what, state: free < LEAST_FREE ? 'attention' : 'holds', finding: { fr: `${megabytes} Mo`, en: `${megabytes} MB` } };
  } catch {
    return { what, state: 'unknown', finding: UNKNOWN };
  }
}

type Judged = { readonly state: SecurityStatusLine['state']; readonly finding: Text };

function judged(what: Text, { state, finding }: Judged): SecurityStatusLine {
  return { what, state, finding };
}

const UNKNOWN: Text = { fr: 'inconnu', en: 'unknown' };

const PROTECTIONS: readonly { readonly name: Protection['name']; readonly what: Text; readonly holds: Text; readonly fails: Text }[] = [
  {
    name: 'sandbox',
    what: { fr: 'Page enfermée par le système', en: 'Page confined by the system' },
    holds: { fr: 'oui', en: 'yes' },
    fails: { fr: 'non\u00a0: l’application est lancée par le compte maître', en: 'no: the application runs under the root account' },
  },
  {
    name: 'networkNamespace',
    what: { fr: 'Fenêtre sans aucun réseau', en: 'Window without any network' },
    holds: { fr: 'oui, aucune carte réseau visible', en: 'yes, no network card in sight' },
    fails: {
      fr: 'réglages seuls\u00a0: le système ne permet pas de retirer le réseau',
      en: 'settings alone: the system does not allow the network to be taken away',
    },
  },
  {
    name: 'killedWithParent',
    what: { fr: 'Fenêtre fermée avec l’application', en: 'Window closed with the application' },
    holds: { fr: 'oui', en: 'yes' },
    fails: { fr: 'non', en: 'no' },
  },
];

const DISK: Readonly<Record<MachineReadings['disk'], Judged>> = {
  encrypted: { state: 'holds', finding: { fr: 'oui', en: 'yes' } },
  clear: {
    state: 'attention',
    finding: {
      fr: 'non\u00a0: la base reste chiffrée par Sutura, le reste du disque est en clair',
      en: 'no: the base stays encrypted by Sutura, the rest of the disk is in clear',
    },
  },
  unknown: { state: 'unknown', finding: UNKNOWN },
};
const SWAP: Readonly<Record<MachineReadings['swap'], Judged>> = {
  none: { state: 'holds', finding: { fr: 'aucune', en: 'none' } },
  encrypted: { state: 'holds', finding: { fr: 'chiffrée, ou en mémoire compressée', en: 'encrypted, or in compressed memory' } },
  clear: { state: 'attention', finding: { fr: 'en clair sur le disque', en: 'in clear on the disk' } },
  unknown: { state: 'unknown', finding: UNKNOWN },
};
const CORE: Readonly<Record<MachineReadings['coreDumps'], Judged>> = {
  off: { state: 'holds', finding: { fr: 'interdite', en: 'forbidden' } },
  on: { state: 'attention', finding: { fr: 'permise par le système', en: 'allowed by the system' } },
  unknown: { state: 'unknown', finding: UNKNOWN },
};
const NETWORK: Readonly<Record<'apart' | 'shared' | 'unknown', Judged>> = {
  apart: { state: 'holds', finding: { fr: 'séparé de celui de cet ordinateur', en: 'apart from that of this computer' } },
  shared: {
    state: 'attention',
    finding: { fr: 'celui de cet ordinateur, fermé par les réglages', en: 'that of this computer, closed by the settings' },
  },
  unknown: { state: 'unknown', finding: UNKNOWN },
};
const PLACES: Readonly<Record<NonNullable<Host['place']>, Text>> = {
  network: { fr: 'disque d’une autre machine', en: 'disk of another machine' },
  removable: { fr: 'clé ou disque amovible', en: 'stick or removable disk' },
  synchronised: { fr: 'dossier copié par un service', en: 'folder copied by a service' },
};
