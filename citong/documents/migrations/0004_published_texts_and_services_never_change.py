from django.db import migrations

GUARD = """
create function documents_template_never_changes() returns trigger language plpgsql as $$
begin
    if old.status = 'draft' then
        return coalesce(new, old);
    end if;
    if tg_op = 'DELETE' then
        raise exception 'published templates are never removed';
    end if;
    if (new.id, new.kind, new.version, new.body, new.note, new.edition, new.created_at, new.created_by,
        new.published_at, new.published_by)
       is distinct from
       (old.id, old.kind, old.version, old.body, old.note, old.edition, old.created_at, old.created_by,
        old.published_at, old.published_by)
       or new.status = 'draft' or old.status = 'superseded' and new.status <> 'superseded' then
        raise exception 'a published template never changes';
    end if;
    return new;
end $$;
create trigger template_never_changes before update or delete on documents_template
    for each row execute function documents_template_never_changes();

create function documents_service_is_only_added() returns trigger language plpgsql as $$
begin
    raise exception 'how a letter was served is only added to';
end $$;
create trigger service_is_only_added before update or delete on documents_service
    for each row execute function documents_service_is_only_added();
create trigger evidence_is_only_added before update or delete on documents_serviceevidence
    for each row execute function documents_service_is_only_added();
"""
UNGUARD = """
drop trigger evidence_is_only_added on documents_serviceevidence;
drop trigger service_is_only_added on documents_service;
drop function documents_service_is_only_added();
drop trigger template_never_changes on documents_template;
drop function documents_template_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_templates_and_proof_of_service")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
