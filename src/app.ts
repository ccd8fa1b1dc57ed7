import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Config } from './config.js';
import type { Db } from './db/client.js';
import type { FileStore } from './db/file-store.js';
import { checkPassword } from './features/accounts/index.js';
import { boardEdition, dropBoardCache } from './features/notice-board/index.js';
import { allRoutes } from './routes.js';
import type { FieldCipher } from './shared/cipher.js';
import type { Clock } from './shared/clock.js';
import { NotFound } from './shared/errors.js';
import { assetRoutes } from './web/assets.js';
import { useFormTokens } from './web/csrf.js';
import { type Readiness, showAlive, showReady } from './web/health.js';
import { createKeptAnswers } from './web/kept-answers.js';
import { KeptPages } from './web/kept-pages.js';
import { routerFor } from './web/pipeline.js';
import { problemHandler } from './web/problems.js';
import { createProvider } from './web/provider.js';
import { logRequest } from './web/request-log.js';
import { refuseBrokenUrls } from './web/request-text.js';
import { privateCaching, securityHeaders } from './web/security.js';
import { useSession } from './web/session.js';
import { SessionStore } from './web/session-store.js';
import { createPassport, createSignIn } from './web/sign-in.js';
import { createThrottles } from './web/throttle.js';
import { createViewEngine, type ViewEngine } from './web/view-engine.js';

export interface AppDeps {
  db: Db;
  clock: Clock;
  cipher: FieldCipher;
  files: FileStore;
  /** The folder of acceptance files. */
  archiveDir: string;
  config: Pick<Config, 'sessionSecret' | 'baseUrl' | 'production' | 'demo'> &
    Partial<Pick<Config, 'oidc' | 'smtpUrl' | 'robotHosts'>>;
  log: Logger;
}

export interface PortalApp {
  handler: RequestListener;
  /** What a request goes through that no kept answer serves. */
  pipeline: Express;
  sessions: SessionStore;
  /** Makes /readyz answer 503, so that no new work is sent here. */
  shuttingDown(): void;
}

const PROJECT_ROOT = path.resolve(import.meta.dirname, '..');
/** The portal as an Express application: the ordered list of what a request goes through. */
export function createApp({ db, clock, cipher, files, archiveDir, config, log }: AppDeps): PortalApp {
  const baseUrl = config.baseUrl.replace(/\/$/, '');
  const https = config.baseUrl.startsWith('https:');
  const readiness: Readiness = { stopping: false };
  const sessions = new SessionStore(db.$pool, clock);
  const throttles = createThrottles(db.$pool);
  const signInDeps = {
    checkPassword: (username: string, password: string) => checkPassword(db, username, password),
    throttles,
    clock,
    secret: config.sessionSecret,
    https,
  };
  const passport = createPassport(signInDeps);
  const provider = config.oidc ? createProvider(config.oidc, { baseUrl, log }) : null;
  const routes = allRoutes({ signIn: createSignIn(passport, signInDeps), provider, demo: config.demo });

  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  const views = useViews(app, config.production);
  app.use((req, _res, next) => {
    req.person = null;
    req.stamp = null;
    next();
  });
  app.use(useFormTokens({ secret: config.sessionSecret, https }));
  app.use(securityHeaders(https));
  app.get('/healthz', showAlive);
  app.get('/readyz', showReady(db, readiness));
  app.use(compression({ level: 1 }));
  app.use('/assets', assetRoutes());
  app.use(privateCaching, refuseBrokenUrls);
  app.use(useSession({ store: sessions, secret: config.sessionSecret, https, log }));
  const keptPages = new KeptPages(clock, views);
  app.use(keptPages.answer());
  app.use(forForms(passport.initialize(), passport.session()));
  app.use(forForms(express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 3000 })));
  const keptAnswers = createKeptAnswers(clock, boardEdition);
  const deps = {
    db,
    clock,
    cipher,
    throttles,
    reach: { mail: Boolean(config.smtpUrl), robotHosts: config.robotHosts ?? [] },
    files,
    archiveDir,
    views,
    keptPages,
    keptAnswers,
    baseUrl,
    afterChange: dropBoardCache,
  };
  app.use(routerFor(routes, deps));
  app.use((_req, _res, next) => next(new NotFound()));
  app.use(problemHandler(clock, log));
  return {
    handler: (req, res) => {
      req.id = randomUUID();
      logRequest(log, req, res);
      if (!keptAnswers.answer(req, res)) app(req, res);
    },
    pipeline: app,
    sessions,
    shuttingDown() {
      readiness.stopping = true;
    },
  };
}

/** Reading asks neither for the sign-in nor for fields: the person stands in the session (session-query.ts). */
function forForms(...handlers: RequestHandler[]): RequestHandler {
  const router = express.Router().use(handlers);
  return (req, res, next) => (req.method === 'GET' || req.method === 'HEAD' ? next() : router(req, res, next));
}

function useViews(app: Express, cache: boolean): ViewEngine {
  const engine = createViewEngine({ viewsDir: path.join(PROJECT_ROOT, 'views'), cache });
  app.engine('ejs', (file, options, done) => engine.express(file, options, done));
  app.set('view engine', 'ejs');
  app.set('views', path.join(PROJECT_ROOT, 'views'));
  return engine;
}
