from django.db import migrations

# Only the ciphertext may be written anew, with another key.
GUARD = """
create function identity_access_is_immutable() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE'
        and (new.id, new.at, new.actor, new.actor_name, new.department_id, new.post_id, new.channel, new.about,
             new.number, new.seen, new.fields, new.purpose, new.note)
            is not distinct from
            (old.id, old.at, old.actor, old.actor_name, old.department_id, old.post_id, old.channel, old.about,
             old.number, old.seen, old.fields, old.purpose, old.note)
    then
        return new;
    end if;
    raise exception 'what was looked at is never changed or removed';
end $$;
create trigger access_is_immutable before update or delete on identity_access
    for each row execute function identity_access_is_immutable();
"""
UNGUARD = "drop trigger access_is_immutable on identity_access; drop function identity_access_is_immutable();"


class Migration(migrations.Migration):
    dependencies = [("identity", "0014_looks_are_written_down")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
