from django.db import migrations

GUARD = """
create function kernel_audit_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.seal_id is null and new.seal_id is not null
       and (new.id, new.at, new.actor, new.channel, new.action, new.subject, new.details)
           is not distinct from (old.id, old.at, old.actor, old.channel, old.action, old.subject, old.details) then
        return new;
    end if;
    raise exception 'audit entries are never changed or removed';
end $$;
create trigger audit_is_append_only before update or delete on kernel_auditentry
    for each row execute function kernel_audit_is_append_only();
create function kernel_seal_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'seals are never changed or removed';
end $$;
create trigger seal_is_final before update or delete on kernel_auditseal
    for each row execute function kernel_seal_is_final();
"""
UNGUARD = """
drop trigger seal_is_final on kernel_auditseal;
drop function kernel_seal_is_final();
drop trigger audit_is_append_only on kernel_auditentry;
drop function kernel_audit_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
