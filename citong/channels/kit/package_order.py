"""In which order the items of a package are done, and how long it takes: ready to be drawn, for portal and desk."""

from collections.abc import Mapping, Sequence

from citong.catalogue import facade as catalogue

from .figures import Schedule, Task


def schedule_of(members: Sequence[catalogue.Member], *, items: Mapping[str, catalogue.Definition]) -> Schedule:
    """These members on their days: what goes on side by side, and what has to wait."""
    names = {each.key: catalogue.name_of_member(each, items[each.item]) for each in members}
    done = catalogue.finishing_days(members, items=items)
    tasks = tuple(
        Task(
            names[member.key],
            begins=done[member.key] - catalogue.days_of(items[member.item]),
            ends=done[member.key],
            after=tuple(names[key] for key in member.after if key in names),
        )
        for member in members
    )
    longest = catalogue.joint_days(members, items=items)
    waits = "能同时办的同时办，要等的接着办" if any(task.after for task in tasks) else "几个部门同时办"
    return Schedule(f"{waits}，最长 {longest} 个工作日", tasks)
