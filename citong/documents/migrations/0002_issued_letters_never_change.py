from django.db import migrations

GUARD = """
create function documents_letter_never_changes() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'issued letters are never removed';
    end if;
    if (new.id, new.kind, new.number, new.department_id, new.year, new.serial, new.subject, new.occasion,
        new.recipient, new.title, new.values, new.template_version, new.issued_at, new.issued_by)
       is distinct from
       (old.id, old.kind, old.number, old.department_id, old.year, old.serial, old.subject, old.occasion,
        old.recipient, old.title, old.values, old.template_version, old.issued_at, old.issued_by) then
        raise exception 'what an issued letter says never changes';
    end if;
    if old.file_id is not null and (new.file_id, new.digest, new.rendered_at)
       is distinct from (old.file_id, old.digest, old.rendered_at) then
        raise exception 'the file of a letter is made once';
    end if;
    if old.revoked_by_id is not null and new.revoked_by_id is distinct from old.revoked_by_id then
        raise exception 'a letter is revoked once';
    end if;
    return new;
end $$;
create trigger letter_never_changes before update or delete on documents_letter
    for each row execute function documents_letter_never_changes();
"""
UNGUARD = """
drop trigger letter_never_changes on documents_letter;
drop function documents_letter_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
