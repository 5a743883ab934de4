import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { jsonIn } from '../../service/json.ts';
import type { Log } from '../../service/log.ts';
import type { SharedStore } from '../../service/redis/shared-store.ts';
import { ConfigFault } from '../../service/settings/config.ts';
import { openFreshFiles } from '../access/fresh-file.ts';
import { type Manifest, readManifest } from './manifest.ts';

export const documentSettings = {
  trustedDocuments: z.string().optional().meta({
    flag: 'trusted-documents',
    env: 'TRUSTED_DOCUMENTS',
    give: 'a manifest of Relay, Apollo or graphql-codegen, or a folder of them (.json)',
    about: 'documents that clients may send, and ask for by their ids; read again when changed',
  }),
  trustedDocumentsMode: z.enum(['off', 'log', 'enforce']).optional().meta({
    flag: 'trusted-documents-mode',
    env: 'TRUSTED_DOCUMENTS_MODE',
    give: 'off, log or enforce',
    about:
      'whether other documents are refused, or only logged, unless a role or scope may send them; enforce, if documents are given',
  }),
};

export type DocumentConfig = Readonly<z.output<z.ZodObject<typeof documentSettings>>>;

/** What gateways of one graph share of their documents. */
export interface SharedDocuments {
  readonly shared?: SharedStore | undefined;
  /** By which they know what one of them has put there; absent: nothing there is believed. */
  readonly sharedKey?: Uint8Array | undefined;
}

/** The documents that an operator has listed. */
export interface TrustedDocuments {
  readonly mode: 'log' | 'enforce';
  /** The text of the one with an id; undefined where there is none. */
  byId(id: string): Promise<string | undefined>;
  has(text: string): Promise<boolean>;
  close(): void;
}

/** How long the store keeps what one gateway lists, unless it says so again, and how often it does. */
const KEPT_S = 600;
const AGAIN_MS = 240_000;
/** How often it is looked whether there is something to be told. */
const LOOK_MS = 1_000;
/** Documents of others that are known here; as long as the store would keep them. */
const MOST_LEARNED = 2_000;

const written = z.object({ id: z.string(), text: z.string(), mac: z.string() });

/**
 * Opens the documents that are asked for; undefined: none are. What one gateway lists, those that share a store and a secret
 * with it take too: they are told of ids and texts that they do not list themselves. While the store is lost each goes on with its
 * own and with what it was told last.
 */
export async function openTrustedDocuments(
  { trustedDocuments: place, trustedDocumentsMode }: DocumentConfig,
  { shared, sharedKey }: SharedDocuments,
  log: Log,
): Promise<TrustedDocuments | undefined> {
  const mode = trustedDocumentsMode ?? (place === undefined ? 'off' : 'enforce');
  if (mode === 'off') return undefined;
  if (place === undefined && (shared === undefined || sharedKey === undefined)) {
    throw new ConfigFault([
      `--trusted-documents-mode ${mode} (or TRUSTED_DOCUMENTS_MODE) needs documents: --trusted-documents (or TRUSTED_DOCUMENTS), or REDIS_URL and SUBGRAPH_SECRET, by which other gateways tell of theirs.`,
    ]);
  }
  const others =
    shared === undefined || sharedKey === undefined ? undefined : shareBy(shared, sharedKey);
  const listed =
    place === undefined
      ? () => Promise.resolve(NONE)
      : await openFreshFiles(place, '.json', listedIn, log);
  const timer = others && telling(listed, (all) => others.tell(all));

  return {
    mode,
    async byId(id) {
      return (await listed()).get(id) ?? (await others?.find(id));
    },
    async has(text) {
      const id = hash('sha256', text);
      return ((await listed()).get(id) ?? (await others?.find(id))) === text;
    },
    close() {
      clearInterval(timer);
    },
  };
}

/** Has others told what is listed: at once, when it has changed, and before they forget it. */
function telling(
  listed: () => Promise<Listed>,
  tell: (listed: Listed) => Promise<boolean>,
): NodeJS.Timeout {
  let told: Listed | undefined;
  let toldAt = 0;
  let underWay = false;
  const look = async (): Promise<void> => {
    if (underWay) return;
    underWay = true;
    try {
      const now = await listed();
      if (now === told && performance.now() - toldAt < AGAIN_MS) return;
      // What could not be told is told at the next look.
      if (!(await tell(now))) return;
      told = now;
      toldAt = performance.now();
    } finally {
      underWay = false;
    }
  };
  void look();
  return setInterval(() => void look(), LOOK_MS).unref();
}

/** Texts by the ids of the manifests, and by their hashes. */
type Listed = Manifest;

const NONE: Listed = new Map();

function listedIn(texts: ReadonlyMap<string, string>): Listed {
  const listed = new Map<string, string>();
  const files = new Map<string, string>();
  for (const [file, json] of texts) {
    for (const [id, text] of readManifest(json, file)) {
      const known = listed.get(id);
      if (known !== undefined && known !== text) {
        throw new ConfigFault([`${file}: ${id} is another document in ${files.get(id) ?? ''}.`]);
      }
      listed.set(id, text);
      files.set(id, file);
    }
  }
  for (const text of [...listed.values()]) listed.set(hash('sha256', text), text);
  return listed;
}

/** What is in the store is believed only by its signature: who can write there does not list anything. */
function shareBy(shared: SharedStore, key: Uint8Array) {
  const learned = new LRUCache<string, string>({ max: MOST_LEARNED, ttl: KEPT_S * 1_000 });
  const macOf = (id: string, text: string): Buffer =>
    createHmac('sha256', key).update(`document ${id}\n${text}`).digest();
  const keyOf = (id: string): string => `document:${hash('sha256', id)}`;

  return {
    /** Answers whether all of it could be told. */
    async tell(listed: Listed): Promise<boolean> {
      for (const [id, text] of listed) {
        const mac = macOf(id, text).toString('base64url');
        if (!(await shared.set(keyOf(id), JSON.stringify({ id, text, mac }), KEPT_S))) return false;
      }
      return true;
    },
    async find(id: string): Promise<string | undefined> {
      const known = learned.get(id);
      if (known !== undefined) return known;
      const found = written.safeParse(jsonIn((await shared.get(keyOf(id))) ?? ''));
      if (!found.success || found.data.id !== id) return undefined;
      const { text, mac } = found.data;
      const given = Buffer.from(mac, 'base64url');
      const right = macOf(id, text);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      learned.set(id, text);
      return text;
    },
  };
}
