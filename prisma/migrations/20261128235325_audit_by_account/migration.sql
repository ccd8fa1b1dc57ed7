SET lock_timeout = '5s';

-- CreateIndex
CREATE INDEX "audit_event_bureauId_accountId_seq_idx" ON "audit_event"("bureauId", "accountId", "seq");
