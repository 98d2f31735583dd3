import { defineRule } from '../../src/kit/index.ts';
import adminCodeNotShipped from './admin-code-not-shipped.ts';
import destructiveOnStart from './destructive-on-start.ts';
import execIntoContainer from './exec-into-container.ts';
import migrateInCode from './migrate-in-code.ts';
import migrateOnStart from './migrate-on-start.ts';
import migrationStepMissing from './migration-step-missing.ts';
import oneOffImageSkew from './one-off-image-skew.ts';
import oneOffRestartsForever from './one-off-restarts-forever.ts';
import taskNeedsDevDeps from './task-needs-dev-deps.ts';

export default defineRule({
  factor: 12,
  id: 'admin-processes',
  title: 'Admin processes',
  principle: 'Administrative tasks run as one-off processes in the same release.',
  swarm: 'What stands in the start command runs once per task, on every restart, side by side.',
  address: 'https://12factor.net/admin-processes',
  checks: [
    migrateOnStart,
    migrateInCode,
    migrationStepMissing,
    destructiveOnStart,
    oneOffRestartsForever,
    execIntoContainer,
    oneOffImageSkew,
    taskNeedsDevDeps,
    adminCodeNotShipped,
  ],
});
