from django.db import migrations

GUARD = """
create function identity_signature_never_changes() returns trigger language plpgsql as $$
begin
    raise exception 'signatures are evidence: never changed or removed';
end $$;
create trigger signature_never_changes before update or delete on identity_signature
    for each row execute function identity_signature_never_changes();
"""
UNGUARD = """
drop trigger signature_never_changes on identity_signature;
drop function identity_signature_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0008_certificates")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
