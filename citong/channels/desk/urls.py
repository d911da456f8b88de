"""Every address of the desk."""

from django.urls import path

from .views import case, corrections, duty_calendar, hand_over, items, lists, moves, operations, session, work
from .views.office import countersigns, tasks

app_name = "desk"
urlpatterns = [
    path("", work.work, name="work"),
    path("sign-in/", session.sign_in, name="sign_in"),
    path("sign-out/", session.sign_out, name="sign_out"),
    path("search/", lists.search, name="search"),
    path("cases/", lists.department, name="cases"),
    path("cases/<int:case_id>/", case.case, name="case"),
    path("cases/<int:case_id>/reveal/", case.reveal, name="reveal"),
    path("cases/<int:case_id>/materials/<int:material_id>/", case.material, name="material"),
    path("cases/<int:case_id>/materials/<int:material_id>/view/", case.paper, name="paper"),
    path("cases/<int:case_id>/letters/<int:letter_id>/", case.letter, name="letter"),
    path("cases/<int:case_id>/intake/", moves.intake, name="intake"),
    path("cases/<int:case_id>/opinions/<int:review_id>/", moves.opinion, name="opinion"),
    path("cases/<int:case_id>/grant/", moves.grant, name="grant"),
    path("cases/<int:case_id>/correction/", corrections.correction, name="correction"),
    path("cases/<int:case_id>/refusal/", moves.refusal, name="refusal"),
    path("cases/<int:case_id>/turn-away/", moves.turn_away, name="turn_away"),
    path("cases/<int:case_id>/pause/", moves.pause, name="pause"),
    path("cases/<int:case_id>/resume/", moves.resume, name="resume"),
    path("cases/<int:case_id>/delivery/", moves.delivery, name="delivery"),
    path("countersigns/", countersigns.countersigns, name="countersigns"),
    path("countersigns/new/", countersigns.new, name="countersign_new"),
    path("countersigns/<int:countersign_id>/", countersigns.countersign, name="countersign"),
    path("countersigns/<int:countersign_id>/files/<int:paper_id>/", countersigns.file, name="countersign_file"),
    path("countersigns/<int:countersign_id>/<slug:move>/", countersigns.step, name="countersign_step"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/new/", tasks.new, name="task_new"),
    path("tasks/<int:task_id>/", tasks.task, name="task"),
    path("tasks/<int:task_id>/<slug:move>/", tasks.step, name="task_step"),
    path("hand-over/", hand_over.hand_over, name="hand_over"),
    path("hand-over/<int:substitution_id>/end/", hand_over.end, name="hand_over_end"),
    path("calendar/", duty_calendar.calendar, name="calendar"),
    path("calendar/day/", duty_calendar.day, name="calendar_day"),
    path("calendar/<int:number>/", duty_calendar.year, name="calendar_year"),
    path("calendar/<int:number>/publish/", duty_calendar.publish, name="calendar_publish"),
    path("operations/", operations.operations, name="operations"),
    path("operations/deliveries/<int:delivery_id>/", operations.send_again, name="send_again"),
    path("items/", items.items, name="items"),
    path("items/import/", items.bring_in, name="import"),
    path("items/<int:item_id>/", items.item, name="item"),
]
