import type { Role } from '../../shared/rights.ts';
import type { Text } from '../../shared/text.ts';
import type { Icon } from '../ui/Icon.tsx';
import {
  BookOpenIcon,
  BuildingIcon,
  CalendarCheckIcon,
  CircleCheckIcon,
  ClipboardIcon,
  CopyCheckIcon,
  FileInputIcon,
  FilePenIcon,
  FolderIcon,
  InboxIcon,
  KeyIcon,
  LifeBuoyIcon,
  LayoutIcon,
  MapIcon,
  PrinterIcon,
  ScrollIcon,
  SearchIcon,
  SettingsIcon,
  ShieldCheckIcon,
  SunIcon,
  TableIcon,
  UploadIcon,
  UsbIcon,
  UsersIcon,
} from '../ui/icons.ts';
import type { RailName } from './page.ts';

/** One entry of the rail: where it goes, and its name in words. */
export type RailEntry = { readonly name: RailName; readonly to: string; readonly label: Text; readonly icon: Icon };

const CASES: RailEntry = { name: 'cases', to: '/cases', label: { fr: 'Dossiers', en: 'Cases' }, icon: FolderIcon };
const SEARCH: RailEntry = {
  name: 'search',
  to: '/search',
  label: { fr: 'Chercher une personne', en: 'Look for a person' },
  icon: SearchIcon,
};
const FEEDBACK: RailEntry = {
  name: 'feedback',
  to: '/feedback',
  label: { fr: 'Enquête de satisfaction', en: 'Feedback survey' },
  icon: ClipboardIcon,
};
const DRAFTS: RailEntry = { name: 'drafts', to: '/drafts', label: { fr: 'Brouillons', en: 'Drafts' }, icon: FilePenIcon };
const DIRECTORY: RailEntry = { name: 'directory', to: '/services', label: { fr: 'Annuaire', en: 'Services' }, icon: BookOpenIcon };
const MONTHS: RailEntry = {
  name: 'months',
  to: '/months',
  label: { fr: 'Rapport mensuel', en: 'Monthly report' },
  icon: CalendarCheckIcon,
};
const TAKEOVER: RailEntry = { name: 'takeover', to: '/takeover', label: { fr: 'Reprise', en: 'Take-over' }, icon: FileInputIcon };
const CARDS: RailEntry = { name: 'cards', to: '/cards', label: { fr: 'Cartes de clés', en: 'Key cards' }, icon: KeyIcon };
const BACKUP: RailEntry = { name: 'backup', to: '/admin/backup', label: { fr: 'Sauvegarde', en: 'Backup' }, icon: UsbIcon };
const JOURNAL: RailEntry = { name: 'journal', to: '/admin/journal', label: { fr: 'Journal', en: 'Journal' }, icon: ScrollIcon };
const PROOFS: RailEntry = { name: 'proofs', to: '/admin/proofs', label: { fr: 'Preuves', en: 'Proofs' }, icon: ShieldCheckIcon };

const SETTINGS: RailEntry = { name: 'settings', to: '/admin/settings', label: { fr: 'Réglages', en: 'Settings' }, icon: SettingsIcon };
const HANDBOOK: RailEntry = { name: 'handbook', to: '/handbook', label: { fr: 'Mode d’emploi', en: 'Handbook' }, icon: LifeBuoyIcon };

/** The rail of each role, at most seven entries; `Alt 1` opens the first (interface §2.2). */
export const RAILS: Record<Role, readonly RailEntry[]> = {
  caseworker: [
    { name: 'day', to: '/day', label: { fr: 'Ma journée', en: 'My day' }, icon: SunIcon },
    CASES,
    DRAFTS,
    MONTHS,
    TAKEOVER,
    DIRECTORY,
  ],
  supervisor: [
    { name: 'team', to: '/team', label: { fr: 'Équipe', en: 'Team' }, icon: LayoutIcon },
    CASES,
    { name: 'approvals', to: '/approvals', label: { fr: 'Validations', en: 'Approvals' }, icon: CircleCheckIcon },
    { name: 'duplicates', to: '/duplicates', label: { fr: 'Doublons', en: 'Duplicates' }, icon: CopyCheckIcon },
    MONTHS,
    TAKEOVER,
    DIRECTORY,
  ],
  focal_point: [
    { name: 'inbox', to: '/inbox', label: { fr: 'Réception', en: 'Inbox' }, icon: InboxIcon },
    { name: 'coverage', to: '/coverage', label: { fr: 'Couverture', en: 'Coverage' }, icon: MapIcon },
    { name: 'tables', to: '/tables', label: { fr: 'Consolidé', en: 'Consolidated' }, icon: TableIcon },
    { name: 'structures', to: '/structures', label: { fr: 'Structures', en: 'Structures' }, icon: BuildingIcon },
    CARDS,
    DIRECTORY,
    JOURNAL,
  ],
  administrator: [
    { name: 'users', to: '/admin/users', label: { fr: 'Comptes', en: 'Accounts' }, icon: UsersIcon },
    BACKUP,
    CARDS,
    JOURNAL,
    SETTINGS,
    DIRECTORY,
  ],
};

/** Pages that a role may open and that are not in its rail; the palette and the own menu lead there. */
export const BESIDE: Record<Role, readonly RailEntry[]> = {
  caseworker: [SEARCH, FEEDBACK, BACKUP, JOURNAL, PROOFS, HANDBOOK],
  supervisor: [
    SEARCH,
    DRAFTS,
    FEEDBACK,
    { name: 'users', to: '/admin/users', label: { fr: 'Comptes', en: 'Accounts' }, icon: UsersIcon },
    BACKUP,
    CARDS,
    JOURNAL,
    { name: 'prints', to: '/prints', label: { fr: 'Registre des impressions', en: 'Print register' }, icon: PrinterIcon },
    SETTINGS,
    PROOFS,
    HANDBOOK,
  ],
  focal_point: [
    { name: 'sealed', to: '/sealed', label: { fr: 'Ouverture scellée', en: 'Sealed opening' }, icon: KeyIcon },
    { name: 'users', to: '/admin/users', label: { fr: 'Comptes', en: 'Accounts' }, icon: UsersIcon },
    SETTINGS,
    PROOFS,
    HANDBOOK,
  ],
  administrator: [{ name: 'update', to: '/admin/update', label: { fr: 'Mise à jour', en: 'Update' }, icon: UploadIcon }, PROOFS, HANDBOOK],
};

/** The names of the roles as the screen shows them. */
export const ROLE_NAMES: Record<Role, Text> = {
  caseworker: { fr: 'Gestionnaire de cas', en: 'Caseworker' },
  supervisor: { fr: 'Supervision', en: 'Supervision' },
  focal_point: { fr: 'Point focal', en: 'Focal point' },
  administrator: { fr: 'Administration', en: 'Administration' },
};

/** First sight after unlocking. */
export const HOME: Record<Role, string> = {
  caseworker: '/day',
  supervisor: '/team',
  focal_point: '/inbox',
  administrator: '/admin/backup',
};
