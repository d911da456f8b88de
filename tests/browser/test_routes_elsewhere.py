"""Routes in other programs: bpmn-js, the viewer that most of them are built on, shows them without a warning."""

import base64

import pytest

from citong.catalogue import facade as catalogue
from demo.loading.reading import configured
from launch.places import ROOT
from tests.catalogue.routes import CONDITIONS, route, stage, step
from tests.channels.kit.conftest import chromium  # noqa: F401 -- a fixture
from tests.factories.catalogue import configured_definition

pytestmark = pytest.mark.browser

VIEWER = ROOT / "frontend" / "node_modules" / "bpmn-js" / "dist" / "bpmn-navigated-viewer.production.min.js"
SHOW = """async file => {
    const bytes = Uint8Array.from(atob(file), letter => letter.charCodeAt(0));
    const viewer = new BpmnJS({container: "#canvas"});
    const {warnings} = await viewer.importXML(new TextDecoder().decode(bytes));
    viewer.get("canvas").zoom("fit-viewport");
    const shown = viewer.get("elementRegistry").getAll().map(element => element.id);
    const {xml} = await viewer.saveXML({format: true});
    return {warnings: warnings.map(String), shown, xml};
}"""
ALL_KINDS = route(
    stage("plain", step("a")),
    stage("together", step("b"), step("c", department="fire", post="review")),
    stage("choice", *[step(f"d{n}", when=when, department=d) for n, (when, d) in enumerate(
        zip(CONDITIONS, ["health", "fire", "market", "fire"], strict=True))]),
    stage("perhaps", step("e", when=CONDITIONS[1]), optional=True),
    stage("up", step("f", kind=catalogue.StepKind.FORWARD, level="3", item="CITY-1", department="market")),
)  # fmt: skip
ROUTES = {
    "nobody but the decider": (configured_definition(), route()),
    "one step": (configured_definition(), route(stage("only", step("a")))),
    "all kinds of stages": (configured_definition(), ALL_KINDS),
    **{each.name: (each, each.route) for each in configured()},
}


@pytest.fixture(scope="module")
def viewer(chromium):  # noqa: F811 -- the fixture
    """Shows a file in an empty page, and tells what the program says to it."""
    page = chromium.new_page(viewport={"width": 1280, "height": 800})

    def show(content: bytes):
        page.set_content('<div id="canvas" style="height: 780px"></div>')
        page.add_script_tag(path=VIEWER)
        return page.evaluate(SHOW, base64.b64encode(content).decode())

    yield show
    page.close()


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_is_shown_whole_and_without_warnings(viewer, name):
    definition, a_route = ROUTES[name]
    content = catalogue.bpmn_of(definition, a_route, departments={})

    told = viewer(content)

    assert told["warnings"] == []
    steps = {f"step_{each.code}" for part in a_route.stages for each in part.steps}
    assert steps | {"start", "window", "decision", "end", "pool"} <= set(told["shown"])


@pytest.mark.parametrize("name", ROUTES)
def test_what_the_program_saves_is_read_back_as_the_same_route(viewer, name):
    definition, a_route = ROUTES[name]

    told = viewer(catalogue.bpmn_of(definition, a_route, departments={}))

    assert catalogue.route_in(told["xml"].encode()) == a_route
