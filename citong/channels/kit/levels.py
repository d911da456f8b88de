"""The same matter on other levels of government, for desk and portal: what was sent up, and what came up."""

from citong.cases import facade as cases


def linked_cases(case: cases.Case) -> dict[str, object]:
    """For the page of a case: where it was sent up to, and from where it came, with the opinions given there."""
    sent_up = case.state == cases.State.FORWARDED or case.result == cases.Case.Result.FORWARDED
    results = [step for step in case.steps.all() if step.move == "take_upper_result"]
    return {
        "sent_up": sent_up,
        "above": cases.cases_above(case) if sent_up else [],
        "result_from_above": results[-1].note if results else "",
        "below": cases.cases_below(case),
    }
