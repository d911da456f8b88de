from django.db import migrations

GUARD = """
create function catalogue_published_versions_never_change() returns trigger language plpgsql as $$
begin
    if old.status = 'draft' then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'UPDATE' and to_jsonb(new) - 'status' = to_jsonb(old) - 'status'
       and (new.status = old.status or (old.status = 'published' and new.status in ('superseded', 'withdrawn'))) then
        return new;
    end if;
    raise exception 'a published version of an item never changes';
end $$;
create trigger published_versions_never_change before update or delete on catalogue_itemversion
    for each row execute function catalogue_published_versions_never_change();
"""
UNGUARD = """
drop trigger published_versions_never_change on catalogue_itemversion;
drop function catalogue_published_versions_never_change();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
