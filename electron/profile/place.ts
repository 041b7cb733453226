import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';

/** Why a folder may not hold an installation: the disk of another machine, a disk that can be pulled out, or a folder that a service copies elsewhere. */
export type PlaceProblem = 'network' | 'removable' | 'synchronised';

/** What is asked of the machine, so that any machine can be described. */
export type Machine = {
  readonly platform: NodeJS.Platform;
  /** Text of `/proc/self/mountinfo`; null where there is none. */
  readonly mounts: string | null;
  /** Folders that a service says it copies (variables of Windows). */
  readonly copied: readonly string[];
  readonly exists: (path: string) => boolean;
  /** Whether a block device is pulled out by hand; `/dev/…` or `major:minor`. */
  readonly isRemovable: (device: string) => boolean;
};

/** File systems of another machine. Those of a virtual machine's own host (9p, virtiofs) are its disk. */
const NETWORK = /^(nfs4?|cifs|smb[23]?|smbfs|ncpfs|afs|coda|ceph|glusterfs|lustre|davfs)$/;
const NETWORK_PROGRAMS = /^fuse\.(sshfs|rclone|davfs2?|s3fs|gcsfuse|goofys|gvfsd-fuse|curlftpfs|smbnetfs|glusterfs|cephfs|onedriver)$/;
/** Folders that synchronisation services make, by the name they give them. */
const SERVICES =
  /^(onedrive( - .+)?|dropbox( \(.+\))?|nextcloud\d*|owncloud|google ?drive|googledrive|my drive|mon drive|icloud ?drive|com~apple~clouddocs|cloudstorage|mega(sync)?|pcloud ?drive|kdrive|seafile|tresorit|box sync|proton ?drive)$/i;
/** Files that such a service leaves in the folder it copies. */
const MARKS = ['.stfolder', '.dropbox', '.dropbox.cache', '.owncloudsync.log', '.nextcloudsync.log', '.seafile-data'];
/** Where other systems put what is not their own disk. */
const ELSEWHERE: Readonly<Partial<Record<NodeJS.Platform, readonly { readonly path: RegExp; readonly problem: PlaceProblem }[]>>> = {
  linux: [{ path: /^\/(run\/)?media\//, problem: 'removable' }],
  darwin: [
    { path: /^\/(net|Network)\//, problem: 'network' },
    { path: /^\/Volumes\//, problem: 'removable' },
    { path: /^\/Users\/[^/]+\/Library\/(Mobile Documents|CloudStorage)\//, problem: 'synchronised' },
  ],
  win32: [{ path: /^[\\/]{2}(?![.?][\\/])/, problem: 'network' }],
};

/** Why an installation may not be in this folder, whether it exists or not; null if it may (security §3.2). */
export function placeProblem(folder: string, machine: Machine = thisMachine()): PlaceProblem | null {
  const path = onlyRecord(folder, machine);
  const parts = path.split(/[\\/]/);
  const elsewhere = ELSEWHERE[machine.platform]?.find((rule) => rule.path.test(`${path}/`));
  if (elsewhere !== undefined) return elsewhere.problem;
  if (parts.some((part) => SERVICES.test(part)) || machine.copied.some((root) => isBelow(path, root))) return 'synchronised';
  if (ancestors(path).some((above) => MARKS.some((mark) => machine.exists(join(above, mark))))) return 'synchronised';
  const mount = machine.mounts === null ? null : mountOf(path, machine.mounts);
  if (mount === null) return null;
  if (NETWORK.test(mount.type) || NETWORK_PROGRAMS.test(mount.type)) return 'network';
  return machine.isRemovable(mount.source.startsWith('/dev/') ? mount.source : mount.device) ? 'removable' : null;
}

/** The folder as the system knows it: links of the part that exists are followed. */
function onlyRecord(folder: string, machine: Machine): string {
  if (machine.platform !== process.platform) return folder;
  const path = resolve(folder);
  const above = ancestors(path).find((candidate) => existsSync(candidate)) ?? path;
  return join(realpathSync(above), path.slice(above.length));
}

function ancestors(path: string): readonly string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...ancestors(above)];
}

function isBelow(path: string, root: string): boolean {
  return root !== '' && `${path}${sep}`.toLowerCase().startsWith(`${root}${sep}`.toLowerCase());
}

type Mount = { readonly device: string; readonly at: string; readonly type: string; readonly source: string };

/** The last mount whose place is the longest beginning of the path (proc(5)). */
function mountOf(path: string, text: string): Mount | null {
  return text
    .split('\n')
    .flatMap((line) => readMount(line))
    .filter(({ at }) => at === '/' || path === at || path.startsWith(`${at}/`))
    .reduce<Mount | null>((best, mount) => (best === null || mount.at.length >= best.at.length ? mount : best), null);
}

function readMount(line: string): Mount[] {
  const [own = '', system = ''] = line.split(' - ');
  const [, , device, , at] = own.split(' ');
  const [type, source] = system.split(' ');
  if (device === undefined || at === undefined || type === undefined || source === undefined) return [];
  return [{ device, at: unescaped(at), type, source: unescaped(source) }];
}

/** Spaces and the like are written `\040` there. */
function unescaped(text: string): string {
  return text.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

function thisMachine(): Machine {
  const { platform, env } = process;
  return {
    platform,
    mounts: platform === 'linux' ? textOf('/proc/self/mountinfo') : null,
    copied: ['OneDrive', 'OneDriveConsumer', 'OneDriveCommercial'].flatMap((name) => env[name] ?? []),
    exists: existsSync,
    isRemovable: (device) =>
      isPulledOut(device.startsWith('/dev/') ? join('/sys/class/block', basename(followed(device))) : join('/sys/dev/block', device)),
  };
}

/** A stick, a card, a disk behind USB; through the layers of an encrypted or joined disk (sysfs). */
function isPulledOut(link: string): boolean {
  const folder = followed(link);
  if (!existsSync(folder)) return false;
  const layers = join(folder, 'slaves');
  const below = existsSync(layers) ? readdirSync(layers) : [];
  if (below.length > 0) return below.some((name) => isPulledOut(join(layers, name)));
  const disk = existsSync(join(folder, 'partition')) ? dirname(folder) : folder;
  return /\/usb\d/.test(disk) || textOf(join(disk, 'removable'))?.trim() === '1' || textOf(join(disk, 'device/type'))?.trim() === 'SD';
}

function followed(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function textOf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
