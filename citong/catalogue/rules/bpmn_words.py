"""The words of BPMN 2.0 that routes are written in, and of our own namespace for what BPMN has no word for."""

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OURS = "urn:citong:route:1"
PREFIXES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "xsi": XSI, "citong": OURS}

CEL = "https://cel.dev"


def bpmn(name: str) -> str:
    """A word of BPMN, as trees of XML name it."""
    return f"{{{BPMN}}}{name}"


def ours(name: str) -> str:
    """A word of ours."""
    return f"{{{OURS}}}{name}"
